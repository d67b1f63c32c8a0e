import type { Id } from '../contract/wire.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { SessionRow } from './session.entity.js';

/**
 * The session, with the conference's schedule locked until the commit: two starts at once would both find
 * none running.
 * @throws Problem session.not-found
 */
export async function lockedSession(tx: Transaction, id: Id): Promise<SessionRow> {
  await tx.query(
    `UPDATE "conference" SET "id" = "id"
      WHERE "id" = (SELECT "conferenceId" FROM "session_item" WHERE "id" = $1)`,
    [id],
  );
  const item = await tx.repo(SessionRow).findOneBy({ id });
  if (!item) throw new Problem('session.not-found');
  return item;
}
