import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../conferences/conferences.service.js';
import type { Principal } from '../contract/auth.js';
import { TIMELINE_KINDS, type TimelineEvent, type TimelineKind } from '../contract/timeline.js';
import { type Id, type Instant, type Page, PAGE_LIMIT } from '../contract/wire.js';
import { Problem } from '../platform/http/problem.js';
import { isId, keysOf, notOurs, pageOf } from '../platform/http/page.dto.js';
import { yieldToEventLoop } from '../platform/pace/pace.js';
import { isInReach, type Reach } from '../sites/reach.service.js';
import { SitesService } from '../sites/sites.service.js';
import type { TimelineQueryDto } from './history.dto.js';
import { type TimelinePlace, TimelineRepository } from './timeline.repository.js';

const OF_ALL = TIMELINE_KINDS.filter((kind) => !kind.startsWith('site.'));

/** The day as it went: what happened when, of all sites or of one. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly sites: SitesService,
    private readonly store: TimelineRepository,
  ) {}

  /** @throws Problem conference.not-found, site.not-found */
  async list(actor: Principal, idOrSlug: string, query: TimelineQueryDto): Promise<Page<TimelineEvent>> {
    const { id: conferenceId } = await this.conferences.visible(actor, idOrSlug);
    const reach = await this.sites.reach(actor, conferenceId);
    const siteId = await this.siteOf(conferenceId, reach, query.siteId);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const rows = await this.store.list(
      { conferenceId, siteId, kinds: kindsOf(query.kind, siteId), reach },
      { since: query.since },
      placeOf(query.after),
      limit + 1,
    );
    return pageOf(
      rows,
      limit,
      ({ at, kind, id }) => [at, kind, id],
      (event) => event,
    );
  }

  /**
   * All that concerned the whole conference in a time, oldest first; presence and signals of sites apart.
   * Other requests are served between its pages.
   * @param until not of it
   */
  async between(
    actor: Principal,
    conferenceId: Id,
    since: Instant,
    until: Instant,
  ): Promise<TimelineEvent[]> {
    const reach = await this.sites.reach(actor, conferenceId);
    const events: TimelineEvent[] = [];
    let after: TimelinePlace | null = null;
    do {
      const page: TimelineEvent[] = await this.store.list(
        { conferenceId, siteId: null, kinds: OF_ALL, reach },
        { since, until },
        after,
        PAGE_LIMIT.max,
      );
      events.push(...page);
      after = page.length === PAGE_LIMIT.max ? page.at(-1)! : null;
      await yieldToEventLoop();
    } while (after !== null);
    return events;
  }

  private async siteOf(conferenceId: Id, reach: Reach, siteId: Id | undefined): Promise<Id | null> {
    if (siteId === undefined) return null;
    const site = await this.sites.get(siteId);
    if (site.conferenceId !== conferenceId || !isInReach(reach, site.id)) throw new Problem('site.not-found');
    return site.id;
  }
}

function kindsOf(asked: readonly TimelineKind[] | undefined, siteId: Id | null): readonly TimelineKind[] {
  const told = siteId === null ? OF_ALL : TIMELINE_KINDS;
  return asked === undefined ? told : told.filter((kind) => asked.includes(kind));
}

function placeOf(after: string | undefined): TimelinePlace | null {
  const keys = keysOf(after, 3);
  if (keys === null) return null;
  const [at, kind, id] = keys as [string, string, string];
  if (!isId(id) || !TIMELINE_KINDS.some((one) => one === kind)) throw notOurs();
  return { at, kind, id };
}
