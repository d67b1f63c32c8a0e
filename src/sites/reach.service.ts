import { Injectable } from '@nestjs/common';
import { rootsIn, worksIn } from '../contract/account.js';
import type { Organizer, Principal } from '../contract/auth.js';
import { partOf } from '../contract/site-tree.js';
import type { Id } from '../contract/wire.js';
import { ConferenceOfService } from '../identity/guard/conference-of.service.js';
import { type Cache, Caches, staleAfter } from '../platform/cache/cache.js';
import { type Dialect, listed, type SqlValue } from '../platform/database/statement.js';
import { isInReach, type Reach } from './reach.rules.js';
import { SiteCache } from './sites.cache.js';
import { SitesChanged } from './sites.events.js';

export { isInReach, type Reach };

/** More unions of parts than are asked for at the same time. */
const CACHED_PARTS = 500;

/**
 * The one place that knows which sites of a conference an organizer may see: all, or the union of their
 * parts. Every list, sum, search, export and piece of news is cut by its answer. It answers `null` for other
 * principals: the policies of the features limit those.
 */
@Injectable()
export class ReachService {
  private readonly parts: Cache<ReadonlySet<Id>>;

  constructor(
    private readonly sites: SiteCache,
    caches: Caches,
    conferenceOf: ConferenceOfService,
  ) {
    this.parts = caches.create(
      'parts of trees',
      [staleAfter(SitesChanged, ({ isSameTree }) => (isSameTree ? [] : null))],
      { limit: CACHED_PARTS },
    );
    conferenceOf.useTree((conferenceId, roots) => this.below(conferenceId, roots));
  }

  /** @param actor as the guard left them, with only those parts that let them in */
  async of(actor: Principal | undefined, conferenceId: Id): Promise<Reach> {
    return isLimited(actor, conferenceId) ? this.below(conferenceId, rootsIn(actor, conferenceId)) : null;
  }

  /** Everything from these sites and groups downwards. */
  below(conferenceId: Id, roots: readonly Id[]): Promise<ReadonlySet<Id>> {
    return this.parts.get([conferenceId, ...roots].join(':'), async () =>
      partOf(roots, await this.sites.ofConference(conferenceId)),
    );
  }
}

/** The actor with only the parts that they manage. For acts on routes that watchers may read. */
export const asManager = (actor: Principal): Principal =>
  actor.kind === 'organizer' && actor.parts
    ? { ...actor, parts: actor.parts.filter(({ role }) => role === 'manager') }
    : actor;

/** The first sites of this actor's parts; `null` if they may see the whole conference. */
export const rootsFor = (actor: Principal | undefined, conferenceId: Id): readonly Id[] | null =>
  isLimited(actor, conferenceId) ? rootsIn(actor, conferenceId) : null;

const isLimited = (actor: Principal | undefined, conferenceId: Id): actor is Organizer =>
  actor?.kind === 'organizer' && !worksIn(actor, conferenceId);

/** The id if it lies in reach, else `null`: the parent of the first site of a part does not. */
export const inReachOrNull = (reach: Reach, siteId: Id | null): Id | null =>
  siteId !== null && isInReach(reach, siteId) ? siteId : null;

/** A condition on a column of sites; parameter `$n` is `reachParameter(reach)`. */
export const isInReachSql = (dialect: Dialect, column: string, parameter: number): string =>
  `(CAST($${parameter} AS TEXT) IS NULL
    OR ${column} IN (SELECT l.value FROM ${listed(dialect, parameter)}))`;

export const reachParameter = (reach: Reach): SqlValue =>
  reach === null ? null : JSON.stringify([...reach]);
