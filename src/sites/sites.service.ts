import { Injectable } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import { isGroup, type Site, type SiteCreate, type SitePatch } from '../contract/site.js';
import { partOf } from '../contract/site-tree.js';
import { type Id, type Page, PAGE_LIMIT } from '../contract/wire.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import { Clock } from '../platform/clock/clock.js';
import { brokenConstraint } from '../platform/database/constraint.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { pageOf, textAndIdOf } from '../platform/http/page.dto.js';
import { refuseOutdated } from '../platform/http/if-match.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { GrantsService } from '../identity/grants/grants.service.js';
import { inReachOrNull, isInReach, type Reach, ReachService, rootsFor } from './reach.service.js';
import { SiteCache } from './sites.cache.js';
import { codeKey, SiteRow } from './site.entity.js';
import type { SiteQueryDto } from './sites.dto.js';
import { CoordinatorNamed, SitesChanged } from './sites.events.js';
import { maySeeSite, shownTo } from './sites.policy.js';
import { siteOf } from './sites.presenter.js';
import { dropPairings, usedAmong } from './site-use.js';
import { finds, firstOf, makesCircle, placeAfter } from './sites.rules.js';

/** Connection points: made, changed, found, deleted while nothing hangs on them. */
@Injectable()
export class SitesService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly cache: SiteCache,
    private readonly grants: GrantsService,
    private readonly parts: ReachService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The sites of the conference that the actor may see. */
  reach(actor: Principal | undefined, conferenceId: Id): Promise<Reach> {
    return this.parts.of(actor, conferenceId);
  }

  /**
   * The connection points of a conference in order of code. Kept in memory: do not change what you are given.
   */
  pointsOf(conferenceId: Id): Promise<Site[]> {
    return this.cache.pointsOf(conferenceId);
  }

  /** The groups of a conference in order of code. Kept in memory: do not change what you are given. */
  groupsOf(conferenceId: Id): Promise<Site[]> {
    return this.cache.groupsOf(conferenceId);
  }

  /** Points and groups of these ids, by id. Kept in memory: do not change what you are given. */
  findMany(conferenceId: Id, siteIds: readonly Id[]): Promise<ReadonlyMap<Id, Site>> {
    return this.cache.findMany(conferenceId, siteIds);
  }

  /** @throws Problem site.not-found, also while its conference is being deleted */
  async get(siteId: Id): Promise<Site> {
    const site = await this.cache.find(siteId);
    if (!site || !(await this.conferences.exists(site.conferenceId))) throw new Problem('site.not-found');
    return site;
  }

  /** The site as this principal may see it. @throws Problem site.not-found, for another's site too */
  async visible(actor: Principal, siteId: Id): Promise<Site> {
    const site = await this.get(siteId);
    const reach = await this.reach(actor, site.conferenceId);
    if (!maySeeSite(actor, site) || !isInReach(reach, site.id)) throw new Problem('site.not-found');
    return cutTo(reach, shownTo(actor, site));
  }

  /** As `visible`, of a connection point. @throws Problem site.not-found, site.is-group */
  async visiblePoint(actor: Principal, siteId: Id): Promise<Site> {
    const site = await this.visible(actor, siteId);
    if (isGroup(site)) throw new Problem('site.is-group');
    return site;
  }

  /**
   * Checks that people may stand on this site's roster. Call after `nextSeq()`: the counter row keeps the
   * site a point until the commit.
   * @throws Problem site.not-found, of another conference too; site.is-group
   */
  async requirePoint(tx: Transaction, siteId: Id, conferenceId: Id): Promise<void> {
    const site = await tx.repo(SiteRow).findOneBy({ id: siteId });
    if (site?.conferenceId !== conferenceId) throw new Problem('site.not-found');
    if (isGroup(site)) throw new Problem('site.is-group');
  }

  /** @throws Problem conference.not-found */
  async list(actor: Principal, conferenceId: Id, query: SiteQueryDto): Promise<Page<Site>> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const seen = textAndIdOf(query.after);
    const reach = await this.reach(actor, conference.id);
    const all = await this.cache.ofConference(conference.id);
    const isFound = finds(query.search);
    const rest = firstOf(
      all,
      seen === null ? 0 : placeAfter(all, { code: seen[0], id: seen[1] }),
      limit + 1,
      (site) =>
        maySeeSite(actor, site) &&
        isInReach(reach, site.id) &&
        (query.kind ?? site.kind) === site.kind &&
        isFound(site),
    );
    return pageOf(
      rest,
      limit,
      (site) => [site.code, site.id],
      (site) => cutTo(reach, shownTo(actor, site)),
    );
  }

  /**
   * @throws Problem conference.not-found, site.code-taken,
   * site.parent-not-found, site.outside-part, site.is-group (with a figure)
   */
  async create(actor: Principal, conferenceId: Id, fields: SiteCreate): Promise<Site> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const now = this.clock.instant();
    const row: SiteRow = {
      id: this.ids.next(),
      conferenceId: conference.id,
      code: fields.code,
      codeKey: codeKey(fields.code),
      name: fields.name,
      level: fields.level ?? 'other',
      kind: fields.kind ?? 'point',
      parentId: fields.parentId ?? null,
      expected: fields.expected ?? null,
      address: fields.address ?? null,
      contactName: fields.contactName ?? null,
      contactPhone: fields.contactPhone ?? null,
      line: fields.line ?? null,
      createdAt: now,
      updatedAt: now,
    };
    return this.unitOfWork.run(async (tx) => {
      await holdTree(tx);
      requireParent(await reachIn(tx, actor, row.conferenceId), row.parentId);
      tx.note({ object: { kind: 'site', id: row.id }, after: row });
      return this.save(tx, row);
    });
  }

  /**
   * Changes a site. Moving it needs rights at both ends.
   * @throws Problem site.not-found, site.code-taken, site.parent-not-found, site.outside-part,
   * site.parent-circle, site.is-group (with a figure), site.group-in-use
   */
  async change(actor: Principal, siteId: Id, patch: SitePatch, ifMatch: string | null = null): Promise<Site> {
    return this.unitOfWork.run(async (tx) => {
      await holdTree(tx);
      const existing = await tx.repo(SiteRow).findOneBy({ id: siteId });
      if (!existing) throw new Problem('site.not-found');
      const reach = await reachIn(tx, actor, existing.conferenceId);
      if (!isInReach(reach, siteId)) throw new Problem('site.not-found');
      refuseOutdated(ifMatch, existing);
      if (patch.parentId !== undefined && patch.parentId !== existing.parentId) {
        requireLeave(reach, existing);
        requireParent(reach, patch.parentId);
      }
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const row = { ...existing, ...given, updatedAt: this.clock.instant() };
      if (isGroup(row) && !isGroup(existing)) await becomeGroups(tx, [row.id]);
      return cutTo(reach, await this.save(tx, { ...row, codeKey: codeKey(row.code) }, existing));
    });
  }

  /**
   * Stores who is in charge at the site. Says nothing when nothing is new, and never makes a whole conference
   * be read anew: every site does this, some of them in the same minute.
   * @throws Problem site.not-found
   */
  async nameCoordinator(siteId: Id, contactName: string, contactPhone: string): Promise<Site> {
    return this.unitOfWork.run(async (tx) => {
      await holdTree(tx);
      const existing = await tx.repo(SiteRow).findOneBy({ id: siteId });
      if (!existing) throw new Problem('site.not-found');
      if (existing.contactName === contactName && existing.contactPhone === contactPhone)
        return siteOf(existing);
      const changed = { contactName, contactPhone, updatedAt: this.clock.instant() };
      await tx.repo(SiteRow).update({ id: siteId }, changed);
      const site = siteOf({ ...existing, ...changed });
      tx.announce(new CoordinatorNamed(site));
      return site;
    });
  }

  /** Deletes a site on which nothing hangs. @throws Problem site.not-found, site.outside-part, site.in-use */
  async remove(actor: Principal, siteId: Id): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const existing = await tx.repo(SiteRow).findOneBy({ id: siteId });
      if (!existing) throw new Problem('site.not-found');
      requireLeave(await reachIn(tx, actor, existing.conferenceId), existing);
      await this.grants.removeAt(tx, [siteId]);
      // What uses a site lies in features to the right; their foreign keys answer for them.
      await tx
        .repo(SiteRow)
        .delete({ id: siteId })
        .catch((fault: unknown) => {
          throw brokenConstraint(fault) === 'foreign-key' ? new Problem('site.in-use') : fault;
        });
      // The row is gone: its code tells which site it was.
      tx.note({ object: { kind: 'site', id: siteId }, before: existing, detail: { code: existing.code } });
      tx.announce(new SitesChanged(existing.conferenceId, [], [siteId]));
    });
  }

  /** @param before the row as it was, if it was */
  private async save(tx: Transaction, row: SiteRow, before?: SiteRow): Promise<Site> {
    if (isGroup(row) && row.expected !== null)
      throw new Problem('site.is-group', 'A group has no expected figure');
    await this.checkParent(tx, row);
    await tx
      .repo(SiteRow)
      .upsert(row, ['id'])
      .catch((fault: unknown) => {
        throw brokenConstraint(fault) === 'unique' ? new Problem('site.code-taken') : fault;
      });
    tx.announce(
      new SitesChanged(row.conferenceId, [row.id], [], before !== undefined && standsAs(before, row)),
    );
    return siteOf(row);
  }

  private async checkParent(tx: Transaction, row: SiteRow): Promise<void> {
    if (row.parentId === null) return;
    // Up from the parent, and not the whole tree: a country's has 37,000 sites.
    const parentOf = new Map<Id, Id | null>();
    for (let at: Id | null = row.parentId; at !== null && !parentOf.has(at) && at !== row.id;) {
      const above: Pick<SiteRow, 'id' | 'parentId'> | null = await tx
        .repo(SiteRow)
        .findOne({ select: { id: true, parentId: true }, where: { id: at, conferenceId: row.conferenceId } });
      if (above === null) throw new Problem('site.parent-not-found');
      parentOf.set(at, above.parentId);
      at = above.parentId;
    }
    if (makesCircle(parentOf, row.id, row.parentId)) throw new Problem('site.parent-circle');
  }
}

/** Where a site stands in the tree and in lists, and by which line it hangs. */
const standsAs = (a: SiteRow, b: SiteRow): boolean =>
  a.code === b.code &&
  a.parentId === b.parentId &&
  a.kind === b.kind &&
  a.level === b.level &&
  a.line === b.line;

/** The site without a parent that lies outside the part. */
const cutTo = (reach: Reach, site: Site): Site =>
  reach === null ? site : { ...site, parentId: inReachOrNull(reach, site.parentId) };

/** As `ReachService.of`, of the tree as this transaction sees it. */
async function reachIn(tx: Transaction, actor: Principal, conferenceId: Id): Promise<Reach> {
  const roots = rootsFor(actor, conferenceId);
  if (roots === null) return null;
  const where = { conferenceId };
  return partOf(roots, await tx.repo(SiteRow).find({ select: { id: true, parentId: true }, where }));
}

/** @throws Problem site.outside-part at the top of the tree, site.parent-not-found elsewhere outside */
function requireParent(reach: Reach, parentId: Id | null): void {
  if (reach !== null && parentId === null) throw new Problem('site.outside-part');
  if (parentId !== null && !isInReach(reach, parentId)) throw new Problem('site.parent-not-found');
}

/** Refuses to move the first site of a part: its parent lies outside. @throws Problem site.outside-part */
function requireLeave(reach: Reach, { parentId }: Pick<Site, 'parentId'>): void {
  if (reach !== null && inReachOrNull(reach, parentId) === null) throw new Problem('site.outside-part');
}

/** Lets these sites become groups. @throws Problem site.group-in-use */
async function becomeGroups(tx: Transaction, siteIds: readonly Id[]): Promise<void> {
  if ((await usedAmong(tx, siteIds)).length > 0) throw new Problem('site.group-in-use');
  await dropPairings(tx, siteIds);
}

/**
 * Holds off other changes of sites until the commit, on PostgreSQL too: two moves at once could close a
 * circle, and the later of two edits would write back what it had read before the earlier one.
 */
async function holdTree(tx: Transaction): Promise<void> {
  await tx.nextSeq();
}
