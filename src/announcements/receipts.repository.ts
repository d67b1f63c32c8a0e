import { Injectable } from '@nestjs/common';
import type { Id, Instant } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { listed, recordset } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { AnnouncementRow, AnnouncementSiteRow } from './announcement.entity.js';
import type { Receipt, ReceiptsJudged } from './receipts.rules.js';

const CHANGED = {
  announcementId: 'text',
  siteId: 'text',
  hasConsole: 'integer',
  deliveredAt: 'text',
  acknowledgedAt: 'text',
  receivedAt: 'text',
  deviceId: 'text',
} as const;
const ADDED = { id: 'text', counted: 'integer', delivered: 'integer', acknowledged: 'integer' } as const;

/** Shown at the instant `$2`. What is over keeps its counts, and so does all of a closed conference. */
const IS_SHOWN = `n."status" = 'live' AND (n."showUntil" IS NULL OR n."showUntil" > $2)
  AND EXISTS (SELECT 1 FROM "conference" c WHERE c."id" = n."conferenceId" AND c."status" <> 'closed')`;

/** What sites have said of announcements. Every writer holds the announcement's row first. */
@Injectable()
export class ReceiptsRepository {
  constructor(private readonly reader: Reader) {}

  /** Holds these announcements until the commit, so that receipts of one site come one after the other. */
  async lock(tx: Transaction, ids: Iterable<Id>): Promise<void> {
    // In one order, so that two transactions never wait for each other.
    for (const id of [...new Set(ids)].sort())
      await tx.query('UPDATE "announcement" SET "id" = "id" WHERE "id" = $1', [id]);
  }

  /** The sites that these receipts are of, as they stand. */
  find(tx: Transaction, receipts: readonly Receipt[]): Promise<AnnouncementSiteRow[]> {
    const keys = receipts.map(({ announcementId, siteId }) => ({ announcementId, siteId }));
    const given = recordset(tx.dialect, 1, { announcementId: 'text', siteId: 'text' });
    return tx.query<AnnouncementSiteRow>(
      `SELECT DISTINCT a.* FROM ${given} CROSS JOIN "announcement_site" a
        WHERE a."announcementId" = r."announcementId" AND a."siteId" = r."siteId"`,
      [JSON.stringify(keys)],
    );
  }

  async write(tx: Transaction, { changed, added }: Pick<ReceiptsJudged, 'changed' | 'added'>): Promise<void> {
    if (changed.length === 0) return;
    await tx.query(
      `UPDATE "announcement_site" SET "hasConsole" = r."hasConsole", "deliveredAt" = r."deliveredAt",
        "acknowledgedAt" = r."acknowledgedAt", "receivedAt" = r."receivedAt", "deviceId" = r."deviceId"
        FROM ${recordset(tx.dialect, 1, CHANGED)}
        WHERE "announcement_site"."announcementId" = r."announcementId"
        AND "announcement_site"."siteId" = r."siteId"`,
      [JSON.stringify(changed)],
    );
    await tx.query(
      `UPDATE "announcement" SET "counted" = "announcement"."counted" + r."counted",
        "delivered" = "announcement"."delivered" + r."delivered",
        "acknowledged" = "announcement"."acknowledged" + r."acknowledged"
        FROM ${recordset(tx.dialect, 1, ADDED)} WHERE "announcement"."id" = r."id"`,
      [JSON.stringify([...added].map(([id, sums]) => ({ id, ...sums })))],
    );
  }

  /** When these announcements were sent, by id. */
  async sentAtOf(ids: readonly Id[]): Promise<Map<Id, string | null>> {
    const rows = await this.reader.query<Pick<AnnouncementRow, 'id' | 'sentAt'>>(
      `SELECT n."id", n."sentAt" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "announcement" n
        WHERE n."id" = l.value`,
      [JSON.stringify(ids)],
    );
    return new Map(rows.map(({ id, sentAt }) => [id, sentAt]));
  }

  /** Announcements that are for the site and shown now. */
  async liveFor(tx: Transaction, siteId: Id, now: Instant): Promise<AnnouncementSiteRow[]> {
    return tx.query<AnnouncementSiteRow>(
      `SELECT a.* FROM "announcement_site" a JOIN "announcement" n ON n."id" = a."announcementId"
        WHERE a."siteId" = $1 AND ${IS_SHOWN}`,
      [siteId, now],
    );
  }

  async hasConsole(tx: Transaction, siteId: Id): Promise<boolean> {
    const rows = await tx.query(
      'SELECT 1 FROM "device" d WHERE d."siteId" = $1 AND d."revokedAt" IS NULL LIMIT 1',
      [siteId],
    );
    return rows.length > 0;
  }

  /** Announcements that are shown now, of one conference or of all. */
  async liveIds(now: Instant, conferenceId?: Id): Promise<Id[]> {
    const rows = await this.reader.query<{ id: Id }>(
      `SELECT n."id" FROM "announcement" n WHERE ${IS_SHOWN} AND ($1 = '' OR n."conferenceId" = $1)`,
      [conferenceId ?? '', now],
    );
    return rows.map(({ id }) => id);
  }

  /** Lets each site of an announcement count that has a console, or has acknowledged with one. */
  async countConsoles(tx: Transaction, id: Id): Promise<void> {
    await tx.query(
      `UPDATE "announcement_site" SET "hasConsole" = CASE WHEN "acknowledgedAt" IS NOT NULL
        OR EXISTS (SELECT 1 FROM "device" d WHERE d."siteId" = "announcement_site"."siteId"
          AND d."revokedAt" IS NULL) THEN 1 ELSE 0 END WHERE "announcementId" = $1`,
      [id],
    );
  }
}
