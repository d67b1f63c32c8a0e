import { Injectable } from '@nestjs/common';
import type { Site } from '../contract/site.js';
import type { Id } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { EventBus } from '../platform/events/event-bus.js';
import { SiteRow } from './site.entity.js';
import { SitesChanged } from './sites.events.js';
import { siteOf } from './sites.presenter.js';
import { byCode } from './sites.rules.js';

interface Loaded {
  /** In order of code. */
  list: Site[];
  byId: Map<Id, Site>;
}

/** The sites of each conference, read once and kept until a committed change. */
@Injectable()
export class SiteCache {
  /** Promises, not values: what was begun before a change is forgotten with it, and can never come back stale. */
  private readonly conferences = new Map<Id, Promise<Loaded>>();
  /** A site never changes its conference. */
  private readonly homes = new Map<Id, Id>();

  constructor(
    private readonly reader: Reader,
    bus: EventBus,
  ) {
    bus.on(SitesChanged, ({ conferenceId, removedIds }) => {
      this.conferences.delete(conferenceId);
      removedIds.forEach((id) => this.homes.delete(id));
    });
  }

  async ofConference(conferenceId: Id): Promise<Site[]> {
    return (await this.loaded(conferenceId)).list;
  }

  async find(siteId: Id): Promise<Site | null> {
    const home =
      this.homes.get(siteId) ?? (await this.reader.repo(SiteRow).findOneBy({ id: siteId }))?.conferenceId;
    return home === undefined ? null : ((await this.loaded(home)).byId.get(siteId) ?? null);
  }

  private loaded(conferenceId: Id): Promise<Loaded> {
    const held = this.conferences.get(conferenceId);
    if (held) return held;
    const loading = this.load(conferenceId);
    this.conferences.set(conferenceId, loading);
    loading.catch(
      () => this.conferences.get(conferenceId) === loading && this.conferences.delete(conferenceId),
    );
    return loading;
  }

  private async load(conferenceId: Id): Promise<Loaded> {
    const list = (await this.reader.repo(SiteRow).findBy({ conferenceId })).map(siteOf).sort(byCode);
    list.forEach((site) => this.homes.set(site.id, conferenceId));
    return { list, byId: new Map(list.map((site) => [site.id, site])) };
  }
}
