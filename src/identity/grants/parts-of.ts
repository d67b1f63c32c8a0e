import type { Part } from '../../contract/grant.js';
import type { Id } from '../../contract/wire.js';
import type { Queryable } from '../../platform/database/reader.js';

/** The account's parts of all conferences, always in the same order. */
export const partsOf = (from: Queryable, accountId: Id): Promise<Part[]> =>
  from.query<Part>(
    `SELECT "conferenceId", "siteId", "role" FROM "site_grant" WHERE "accountId" = $1
      ORDER BY "conferenceId", "siteId"`,
    [accountId],
  );
