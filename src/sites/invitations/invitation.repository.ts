import { Injectable } from '@nestjs/common';
import type { Site } from '../../contract/site.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { BulkInsert } from '../../platform/database/bulk-insert.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { Ids } from '../../platform/ids/ids.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { isInReachSql, type Reach, reachParameter } from '../reach.service.js';
import type { InvitationRow } from './invitation.entity.js';

type NewRow = Pick<InvitationRow, 'id' | 'conferenceId' | 'siteId' | 'tokenHash' | 'createdAt'>;
const newRows = new BulkInsert<NewRow>('invitation', {
  id: 'text',
  conferenceId: 'text',
  siteId: 'text',
  tokenHash: 'text',
  createdAt: 'text',
});

/** Links for sites. The token lies nowhere: it follows from the id and the installation's key. */
@Injectable()
export class InvitationRepository {
  constructor(
    private readonly reader: Reader,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** 256 bits, base64url. */
  tokenOf({ id }: Pick<InvitationRow, 'id'>): string {
    return Buffer.from(this.secrets.keyed('invitation', id), 'hex').toString('base64url');
  }

  /** The living invitations of these sites, by site. */
  async livingOf(siteIds: readonly Id[]): Promise<Map<Id, InvitationRow>> {
    const rows = await this.reader.query<InvitationRow>(
      `SELECT i.* FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "invitation" i
        WHERE i."siteId" = l.value AND i."revokedAt" IS NULL`,
      [JSON.stringify(siteIds)],
    );
    return new Map(rows.map((row) => [row.siteId, row]));
  }

  /** Those of these sites that are still connection points and have no living invitation. */
  withoutLink(tx: Transaction, siteIds: readonly Id[]): Promise<Pick<Site, 'id' | 'conferenceId'>[]> {
    return tx.query(
      `SELECT s."id", s."conferenceId" FROM ${listed(tx.dialect, 1)} CROSS JOIN "site" s
        WHERE s."id" = l.value AND s."kind" = 'point' AND NOT EXISTS (
          SELECT 1 FROM "invitation" i WHERE i."siteId" = s."id" AND i."revokedAt" IS NULL)`,
      [JSON.stringify(siteIds)],
    );
  }

  /** How many links live in a conference within reach, and how many of them were opened. */
  async countOf(conferenceId: Id, reach: Reach): Promise<{ living: number; opened: number }> {
    const [count] = await this.reader.query<{ living: number | string; opened: number | string }>(
      `SELECT COUNT(*) AS "living", COUNT("openedAt") AS "opened" FROM "invitation"
        WHERE "conferenceId" = $1 AND "revokedAt" IS NULL
        AND ${isInReachSql(this.reader.dialect, '"siteId"', 2)}`,
      [conferenceId, reachParameter(reach)],
    );
    return { living: Number(count!.living), opened: Number(count!.opened) };
  }

  /** Makes one for each site; none of them may have one that lives. */
  async add(tx: Transaction, sites: readonly Pick<Site, 'id' | 'conferenceId'>[]): Promise<void> {
    const createdAt = this.clock.instant();
    const rows = sites.map(({ id: siteId, conferenceId }): NewRow => {
      const id = this.ids.next();
      return { id, conferenceId, siteId, tokenHash: Secrets.fingerprint(this.tokenOf({ id })), createdAt };
    });
    await newRows.run(tx, rows);
  }

  /** The living invitation of a token; `null` if there is none. */
  async findLiving(tx: Transaction, token: string): Promise<InvitationRow | null> {
    const [row] = await tx.query<InvitationRow>(
      'SELECT * FROM "invitation" WHERE "tokenHash" = $1 AND "revokedAt" IS NULL',
      [Secrets.fingerprint(token)],
    );
    return row ?? null;
  }

  async noteOpened(tx: Transaction, { id }: InvitationRow): Promise<void> {
    await tx.query(
      `UPDATE "invitation" SET "opens" = "opens" + 1, "lastOpenedAt" = $1,
        "openedAt" = COALESCE("openedAt", $1) WHERE "id" = $2`,
      [this.clock.instant(), id],
    );
  }

  /** Ends the link; the second time changes nothing. False if there is no such invitation. */
  async revoke(tx: Transaction, id: Id): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE "invitation" SET "revokedAt" = COALESCE("revokedAt", $1) WHERE "id" = $2 RETURNING "id"',
      [this.clock.instant(), id],
    );
    return rows.length > 0;
  }
}
