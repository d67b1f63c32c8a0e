import { Injectable } from '@nestjs/common';
import { isGroup, type Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { type Cache, Caches, staleAfter, staleConference } from '../platform/cache/cache.js';
import { Reader } from '../platform/database/reader.js';
import { SiteRow } from './site.entity.js';
import { CoordinatorNamed, SitesChanged } from './sites.events.js';
import { siteOf } from './sites.presenter.js';
import { byCode } from './sites.rules.js';

interface Loaded {
  /** In order of code. */
  list: Site[];
  points: Site[];
  groups: Site[];
  byId: Map<Id, Site>;
}

/** The sites of each conference, read once and kept until a committed change. */
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
      staleConference(SitesChanged),
      // A list of thousands is put right where it lies; one that is being read is read again.
      staleAfter(CoordinatorNamed, ({ site }) => (this.replaced(site) ? [] : site.conferenceId)),
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

  private replaced({ id, conferenceId, contactName, contactPhone, updatedAt }: Site): boolean {
    const known = this.conferences.peek(conferenceId)?.byId.get(id);
    if (known) Object.assign(known, { contactName, contactPhone, updatedAt });
    return known !== undefined;
  }

  private loaded(conferenceId: Id): Promise<Loaded> {
    return this.conferences.get(conferenceId, () => this.load(conferenceId));
  }

  private async load(conferenceId: Id): Promise<Loaded> {
    const list = (await this.reader.repo(SiteRow).findBy({ conferenceId })).map(siteOf).sort(byCode);
    for (const { id } of list) void this.homes.get(id, () => Promise.resolve(conferenceId));
    const [points, groups] = [list.filter((site) => !isGroup(site)), list.filter(isGroup)];
    return { list, points, groups, byId: new Map(list.map((site) => [site.id, site])) };
  }
}
