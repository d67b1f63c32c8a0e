import { Injectable } from '@nestjs/common';
import { isGroup, type Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { type Cache, Caches, staleConference } from '../platform/cache/cache.js';
import { Reader } from '../platform/database/reader.js';
import { SiteRow } from './site.entity.js';
import { SitesChanged } from './sites.events.js';
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
  private readonly homes = new Map<Id, Id>();

  constructor(
    private readonly reader: Reader,
    caches: Caches,
  ) {
    this.conferences = caches.create([staleConference(SitesChanged)]);
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
      this.homes.get(siteId) ?? (await this.reader.repo(SiteRow).findOneBy({ id: siteId }))?.conferenceId;
    return home === undefined ? null : ((await this.loaded(home)).byId.get(siteId) ?? null);
  }

  private loaded(conferenceId: Id): Promise<Loaded> {
    return this.conferences.get(conferenceId, () => this.load(conferenceId));
  }

  private async load(conferenceId: Id): Promise<Loaded> {
    const list = (await this.reader.repo(SiteRow).findBy({ conferenceId })).map(siteOf).sort(byCode);
    list.forEach((site) => this.homes.set(site.id, conferenceId));
    const [points, groups] = [list.filter((site) => !isGroup(site)), list.filter(isGroup)];
    return { list, points, groups, byId: new Map(list.map((site) => [site.id, site])) };
  }
}
