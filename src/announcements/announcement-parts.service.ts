import { Injectable } from '@nestjs/common';
import type { Addressees, AnnouncementCounts, PostedAnnouncement } from '../contract/announcement.js';
import { rootsIn } from '../contract/account.js';
import type { Organizer, Principal } from '../contract/auth.js';
import type { Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import { Problem } from '../platform/http/problem.js';
import { asManager, isInReach, isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import { SitesService } from '../sites/sites.service.js';
import type { AnnouncementRow } from './announcement.entity.js';
import { addresseesWithin, NOBODY_COUNTED } from './announcements.rules.js';

/** Cuts announcements to the part of a reader who may not see the whole conference. */
@Injectable()
export class AnnouncementParts {
  constructor(
    private readonly reader: Reader,
    private readonly sites: SitesService,
  ) {}

  of(actor: Principal, conferenceId: Id): Promise<Reach> {
    return this.sites.reach(actor, conferenceId);
  }

  /** @throws Problem site.not-found */
  site(actor: Principal, siteId: Id): Promise<Site> {
    return this.sites.visible(actor, siteId);
  }

  /** With the counts of these sites, and without what lies outside. */
  async cut<T extends PostedAnnouncement>(announcements: readonly T[], reach: Reach): Promise<T[]> {
    if (reach === null) return [...announcements];
    const counts = await this.countsOf(
      announcements.map(({ id }) => id),
      reach,
    );
    return announcements.map((one) => ({
      ...one,
      ...(counts.get(one.id) ?? NOBODY_COUNTED),
      to: addresseesWithin(one.to, reach),
    }));
  }

  /** How far each has come at sites within reach. Announcements for none of these are missing. */
  async countsOf(ids: readonly Id[], reach: Reach): Promise<Map<Id, AnnouncementCounts>> {
    const rows = await this.reader.query<{ id: Id } & Record<keyof AnnouncementCounts, number | string>>(
      `SELECT a."announcementId" AS "id", COUNT(*) AS "addressed", SUM(a."hasConsole") AS "of",
          SUM(CASE WHEN a."hasConsole" = 1 AND a."deliveredAt" IS NOT NULL THEN 1 ELSE 0 END) AS "delivered",
          SUM(CASE WHEN a."acknowledgedAt" IS NOT NULL THEN 1 ELSE 0 END) AS "acknowledged"
        FROM "announcement_site" a
        WHERE a."announcementId" IN (SELECT l.value FROM ${listed(this.reader.dialect, 1)})
        AND ${isInReachSql(this.reader.dialect, 'a."siteId"', 2)} GROUP BY a."announcementId"`,
      [JSON.stringify(ids), reachParameter(reach)],
    );
    return new Map(
      rows.map(({ id, addressed, of, delivered, acknowledged }) => [
        id,
        {
          addressed: Number(addressed),
          of: Number(of),
          delivered: Number(delivered),
          acknowledged: Number(acknowledged),
        },
      ]),
    );
  }

  /**
   * Answers the announcement as the reader may see it.
   * @throws Problem announcement.not-found if it is for none of their sites, and no draft of theirs
   */
  async require(actor: Principal, row: AnnouncementRow): Promise<Reach> {
    const reach = await this.of(actor, row.conferenceId);
    if (reach === null || isOwnDraft(actor, row)) return reach;
    if (!(await this.countsOf([row.id], reach)).has(row.id)) throw new Problem('announcement.not-found');
    return reach;
  }

  /** Acts hold for all its sites. @throws Problem as `require`, auth.forbidden if some lie outside */
  async requireWhole(actor: Organizer, row: AnnouncementRow): Promise<void> {
    if ((await this.require(actor, row)) === null) return;
    const managed = await this.of(asManager(actor), row.conferenceId);
    const counts = (await this.countsOf([row.id], managed)).get(row.id) ?? NOBODY_COUNTED;
    if (managed?.size === 0 || counts.addressed !== row.addressed) throw new Problem('auth.forbidden');
  }

  /**
   * The addressees of somebody with a part: only sites of the part. `all` means all of these.
   * @throws Problem site.not-found, site.parent-not-found
   */
  async addressees(actor: Principal, conferenceId: Id, to: Addressees): Promise<Addressees> {
    const reach = await this.of(actor, conferenceId);
    if (reach === null) return to;
    if ('parentId' in to && !isInReach(reach, to.parentId)) throw new Problem('site.parent-not-found');
    if ('siteIds' in to && !to.siteIds.every((id) => isInReach(reach, id)))
      throw new Problem('site.not-found');
    if (!('all' in to) || actor.kind !== 'organizer') return to;
    const [root, another] = rootsIn(actor, conferenceId);
    if (root !== undefined && another === undefined) return { parentId: root };
    const points = await this.sites.pointsOf(conferenceId);
    return { siteIds: points.map(({ id }) => id).filter((id) => isInReach(reach, id)) };
  }
}

const isOwnDraft = (actor: Principal, { status, createdBy }: AnnouncementRow): boolean =>
  status === 'draft' && actor.kind === 'organizer' && actor.accountId === createdBy;
