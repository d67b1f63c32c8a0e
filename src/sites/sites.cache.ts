import { Injectable } from '@nestjs/common';
import { isGroup, type Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { type Cache, Caches, staleAfter } from '../platform/cache/cache.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import { sortedInSlices, yieldToEventLoop } from '../platform/pace/pace.js';
import { SiteRow } from './site.entity.js';
import { CoordinatorNamed, SitesChanged } from './sites.events.js';
import { siteOf } from './sites.presenter.js';
import { byCode, placeOf } from './sites.rules.js';

interface Loaded {
  /** In order of code. */
  list: Site[];
  points: Site[];
  groups: Site[];
  byId: Map<Id, Site>;
}

/** More changed at once are read with all others. */
const RENEWED_AT_ONCE = 100;
/** Read between two yields: some 10 ms. */
const READ_AT_ONCE = 2_000;

/**
 * The sites of each conference, read once. A committed change is read by itself: all 37,000 of a country, for
 * each name that somebody edits, would hold up everybody else.
 */
@Injectable()
export class SiteCache {
  private readonly conferences: Cache<Loaded>;
  /** A site never changes its conference. */
  private readonly homes: Cache<Id | null>;

  constructor(
    private readonly reader: Reader,
    caches: Caches,
  ) {
    this.conferences = caches.create('sites', [
      staleAfter(SitesChanged, (change) => this.renewed(change)),
      staleAfter(CoordinatorNamed, ({ site }) => this.named(site)),
    ]);
    this.homes = caches.create('conferences of sites', []);
  }

  /** Points and groups. */
  async ofConference(conferenceId: Id): Promise<Site[]> {
    return (await this.loaded(conferenceId)).list;
  }

  async pointsOf(conferenceId: Id): Promise<Site[]> {
    return (await this.loaded(conferenceId)).points;
  }

  async groupsOf(conferenceId: Id): Promise<Site[]> {
    return (await this.loaded(conferenceId)).groups;
  }

  async find(siteId: Id): Promise<Site | null> {
    const home =
      this.homes.peek(siteId) ??
      (await this.homes.get(
        siteId,
        async () => (await this.reader.repo(SiteRow).findOneBy({ id: siteId }))?.conferenceId ?? null,
      ));
    return home === null ? null : ((await this.loaded(home)).byId.get(siteId) ?? null);
  }

  async findMany(conferenceId: Id, siteIds: readonly Id[]): Promise<Map<Id, Site>> {
    const { byId } = await this.loaded(conferenceId);
    return new Map(siteIds.flatMap((id) => (byId.has(id) ? [[id, byId.get(id)!] as const] : [])));
  }

  private named({ id, conferenceId, contactName, contactPhone, updatedAt }: Site): [] {
    this.conferences.renew(conferenceId, (loaded) => {
      const known = loaded.byId.get(id);
      if (known) Object.assign(known, { contactName, contactPhone, updatedAt });
      return Promise.resolve(loaded);
    });
    return [];
  }

  /** Puts a list of thousands right where it lies. @returns what is stale all the same */
  private renewed({ conferenceId, siteIds, removedIds }: SitesChanged): Id | [] {
    const ids = [...siteIds, ...removedIds];
    if (ids.length > RENEWED_AT_ONCE) return conferenceId;
    this.conferences.renew(conferenceId, async (loaded) => {
      const rows = await this.reader.query<SiteRow>(
        `SELECT s.* FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "site" s WHERE s."id" = l.value`,
        [JSON.stringify(ids)],
      );
      const now = new Map(rows.map((row) => [row.id, siteOf(row)]));
      return ids.reduce((all, id) => replacedIn(all, id, now.get(id)), loaded);
    });
    return [];
  }

  private loaded(conferenceId: Id): Promise<Loaded> {
    return this.conferences.get(conferenceId, () => this.load(conferenceId));
  }

  /** In slices. What changes meanwhile is announced, and then read again. */
  private async load(conferenceId: Id): Promise<Loaded> {
    const list: Site[] = [];
    for (let after = '', rows: SiteRow[] = []; ; after = rows.at(-1)!.id) {
      rows = await this.reader.query<SiteRow>(
        `SELECT * FROM "site" WHERE "conferenceId" = $1 AND "id" > $2 ORDER BY "id" LIMIT ${READ_AT_ONCE}`,
        [conferenceId, after],
      );
      for (const row of rows) list.push(siteOf(row));
      if (rows.length < READ_AT_ONCE) break;
      await yieldToEventLoop();
    }
    const sorted = await sortedInSlices(list, byCode);
    for (const { id } of sorted) void this.homes.get(id, () => Promise.resolve(conferenceId));
    const [points, groups] = [sorted.filter((site) => !isGroup(site)), sorted.filter(isGroup)];
    return { list: sorted, points, groups, byId: new Map(sorted.map((site) => [site.id, site])) };
  }
}

/** @param site as it is now; `undefined` if it is gone */
function replacedIn({ list, points, groups, byId }: Loaded, id: Id, site: Site | undefined): Loaded {
  const before = byId.get(id);
  // Others read the lists that they were given to the end.
  const lists = [list, points, groups].map((sites) => {
    const without = before === undefined ? sites : spliced(sites, before, 1);
    const isHere = site !== undefined && (sites === list || isGroup(site) === (sites === groups));
    return isHere ? spliced(without, site, 0, site) : without;
  });
  if (site) byId.set(id, site);
  else byId.delete(id);
  return { list: lists[0]!, points: lists[1]!, groups: lists[2]!, byId };
}

/** Takes out what stands at the place of `at`, if that is it, or puts something there. */
function spliced(sites: Site[], at: Site, gone: 0 | 1, ...come: Site[]): Site[] {
  const place = placeOf(sites, at);
  if (gone === 1 && sites[place]?.id !== at.id) return sites;
  return sites.toSpliced(place, gone, ...come);
}
