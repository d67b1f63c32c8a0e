import { Injectable } from '@nestjs/common';
import type {
  AddressedSites,
  AnnouncementReminder,
  AnnouncementStatus,
  NamedSite,
  SiteAnnouncement,
} from '../contract/announcement.js';
import { type Id, type Instant, PAGE_LIMIT, type PageQuery } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { type Queryable, Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { textAndIdOf } from '../platform/http/page.dto.js';
import { inSlices } from '../platform/pace/pace.js';
import { isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import { AnnouncementReminderRow, AnnouncementRow, AnnouncementSiteRow } from './announcement.entity.js';
import {
  type AcknowledgedAtSite,
  postedOf,
  reminderOf,
  siteAnnouncementOf,
  type SiteWithContact,
} from './announcements.presenter.js';

/** Sites of one statement: more would hold up the event loop on SQLite. */
const SLICE = 1_000;
const HAS_CONSOLE = `CASE WHEN EXISTS (SELECT 1 FROM "device" d WHERE d."siteId" = s."id"
  AND d."revokedAt" IS NULL) THEN 1 ELSE 0 END`;

const newSites = new BulkInsert<Pick<AnnouncementSiteRow, 'announcementId' | 'siteId' | 'hasConsole'>>(
  'announcement_site',
  { announcementId: 'text', siteId: 'text', hasConsole: 'integer' },
);

const WHICH: Record<AddressedSites, string> = {
  missing: 'a."acknowledgedAt" IS NULL AND a."hasConsole" = 1',
  acknowledged: 'a."acknowledgedAt" IS NOT NULL',
  no_console: 'a."hasConsole" = 0',
};

/** Where announcements and their sites lie. */
@Injectable()
export class AnnouncementsRepository {
  constructor(private readonly reader: Reader) {}

  find(id: Id): Promise<AnnouncementRow | null> {
    return this.reader.repo(AnnouncementRow).findOneBy({ id });
  }

  /** The announcement, held for this transaction alone until its commit. */
  async lock(tx: Transaction, id: Id): Promise<AnnouncementRow | null> {
    await tx.query('UPDATE "announcement" SET "id" = "id" WHERE "id" = $1', [id]);
    return tx.repo(AnnouncementRow).findOneBy({ id });
  }

  /** Newest first. One row more than the limit. */
  async list(
    conferenceId: Id,
    { reach, accountId }: { reach: Reach; accountId: Id },
    status: AnnouncementStatus | undefined,
    now: Instant,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<AnnouncementRow[]> {
    const [createdAt, id] = textAndIdOf(after) ?? ['~', '~'];
    return this.reader.query<AnnouncementRow>(
      `SELECT n.* FROM "announcement" n WHERE n."conferenceId" = $1
        AND (n."createdAt" < $2 OR (n."createdAt" = $2 AND n."id" < $3))
        AND ($4 = '' OR $4 = CASE WHEN n."status" = 'live' AND n."showUntil" <= $5 THEN 'ended'
          ELSE n."status" END)
        AND (CAST($7 AS TEXT) IS NULL OR (n."status" = 'draft' AND n."createdBy" = $8)
          OR EXISTS (SELECT 1 FROM "announcement_site" a WHERE a."announcementId" = n."id"
            AND ${isInReachSql(this.reader.dialect, 'a."siteId"', 7)}))
        ORDER BY n."createdAt" DESC, n."id" DESC LIMIT $6`,
      [conferenceId, createdAt, id, status ?? '', now, limit + 1, reachParameter(reach), accountId],
    );
  }

  /**
   * Fixes the addressees: in slices, with other requests between them. The counts of the announcement follow.
   */
  async address(
    tx: Transaction,
    { id, conferenceId }: AnnouncementRow,
    siteIds: readonly Id[],
  ): Promise<void> {
    await inSlices(siteIds, SLICE, async (slice) => {
      // A site may have been deleted since it was chosen.
      const sites = await tx.query<Pick<AnnouncementSiteRow, 'siteId' | 'hasConsole'>>(
        `SELECT s."id" AS "siteId", ${HAS_CONSOLE} AS "hasConsole"
          FROM ${listed(tx.dialect, 1)} CROSS JOIN "site" s
          WHERE s."id" = l.value AND s."conferenceId" = $2 AND s."kind" = 'point'`,
        [JSON.stringify(slice), conferenceId],
      );
      await newSites.run(
        tx,
        sites.map((site) => ({ announcementId: id, ...site })),
      );
    });
  }

  /** Counts anew what is otherwise carried on by each change. */
  async recount(tx: Transaction, id: Id): Promise<void> {
    const of = 'FROM "announcement_site" a WHERE a."announcementId" = $1';
    await tx.query(
      `UPDATE "announcement" SET "addressed" = (SELECT COUNT(*) ${of}),
        "counted" = (SELECT COUNT(*) ${of} AND a."hasConsole" = 1),
        "delivered" = (SELECT COUNT(*) ${of} AND a."hasConsole" = 1 AND a."deliveredAt" IS NOT NULL),
        "acknowledged" = (SELECT COUNT(*) ${of} AND a."acknowledgedAt" IS NOT NULL) WHERE "id" = $1`,
      [id],
    );
  }

  /** The sites that it is for, or those of them that have not acknowledged, in order of their ids. */
  async siteIds(id: Id, onlyMissing = false, source: Queryable = this.reader): Promise<Id[]> {
    const rows = await source.query<{ siteId: Id }>(
      `SELECT a."siteId" FROM "announcement_site" a WHERE a."announcementId" = $1
        ${onlyMissing ? `AND ${WHICH.missing}` : ''} ORDER BY a."siteId"`,
      [id],
    );
    return rows.map(({ siteId }) => siteId);
  }

  /** Its sites in order of their code. One row more than the limit. */
  sites(
    id: Id,
    reach: Reach,
    which: AddressedSites,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<SiteWithContact[]> {
    const [code, siteId] = textAndIdOf(after) ?? ['', ''];
    return this.reader.query<SiteWithContact>(
      `SELECT a.*, s."code", s."codeKey", s."name", s."contactName", s."contactPhone",
        d."name" AS "deviceName"
        FROM "announcement_site" a JOIN "site" s ON s."id" = a."siteId"
        LEFT JOIN "device" d ON d."id" = a."deviceId"
        WHERE a."announcementId" = $1 AND ${WHICH[which]}
        AND ${isInReachSql(this.reader.dialect, 'a."siteId"', 5)}
        AND (s."codeKey" > $2 OR (s."codeKey" = $2 AND s."id" > $3))
        ORDER BY s."codeKey", s."id" LIMIT $4`,
      [id, code, siteId, limit + 1, reachParameter(reach)],
    );
  }

  async remind(tx: Transaction, reminder: AnnouncementReminderRow): Promise<void> {
    await tx.repo(AnnouncementReminderRow).insert(reminder);
  }
  async findReminder(tx: Transaction, id: Id): Promise<AnnouncementReminderRow | null> {
    return tx.repo(AnnouncementReminderRow).findOneBy({ id });
  }
  /** Newest first. */
  async remindersOf(announcementId: Id): Promise<AnnouncementReminder[]> {
    const rows = await this.reader.repo(AnnouncementReminderRow).findBy({ announcementId });
    return rows.map(reminderOf).sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /**
   * The living announcements of one site, oldest first.
   * @param since those that have ended too, if they were sent since then
   */
  async ofSite(siteId: Id, now: Instant, since: Instant | '' = ''): Promise<SiteAnnouncement[]> {
    const rows = await this.reader.query<AnnouncementRow & AcknowledgedAtSite>(
      `SELECT n.*, a."acknowledgedAt", a."deviceId", d."name" AS "deviceName"
        FROM "announcement_site" a JOIN "announcement" n ON n."id" = a."announcementId"
        LEFT JOIN "device" d ON d."id" = a."deviceId"
        WHERE a."siteId" = $1 AND (($3 <> '' AND n."sentAt" >= $3)
          OR (n."status" = 'live' AND (n."showUntil" IS NULL OR n."showUntil" > $2)))
        ORDER BY n."sentAt" DESC, n."id" DESC LIMIT $4`,
      [siteId, now, since, PAGE_LIMIT.max],
    );
    return rows.map((row) => siteAnnouncementOf(postedOf(row, now), row)).reverse();
  }

  /** What these sites are called, by id. Those that do not exist are left out. */
  async named(ids: readonly Id[]): Promise<Map<Id, NamedSite>> {
    const rows = await this.reader.query<NamedSite>(
      `SELECT s."id", s."code", s."name" FROM ${listed(this.reader.dialect, 1)}
        CROSS JOIN "site" s WHERE s."id" = l.value`,
      [JSON.stringify(ids)],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async isAddressed(id: Id, siteId: Id): Promise<boolean> {
    const rows = await this.reader.query(
      'SELECT 1 FROM "announcement_site" a WHERE a."announcementId" = $1 AND a."siteId" = $2',
      [id, siteId],
    );
    return rows.length > 0;
  }

  /** How many of these sites have a console. */
  async countWithConsole(siteIds: readonly Id[]): Promise<number> {
    let sum = 0;
    await inSlices(siteIds, SLICE, async (slice) => {
      const [row] = await this.reader.query<{ sites: number | string }>(
        `SELECT COUNT(*) AS "sites" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "site" s
          WHERE s."id" = l.value AND ${HAS_CONSOLE} = 1`,
        [JSON.stringify(slice)],
      );
      sum += Number(row!.sites);
    });
    return sum;
  }
}
