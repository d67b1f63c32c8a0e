import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Presence } from '../contract/board.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { delayUntil } from '../platform/clock/timer-delay.js';
import { EventBus } from '../platform/events/event-bus.js';
import { SitesChanged } from '../sites/sites.events.js';
import { SocketClosed } from '../live/live.events.js';
import { SiteSeen } from './presence.events.js';
import { PresenceMemory } from './presence-memory.js';
import { aged, arrived, left, type Link, NEVER, nextAging, resumed, type Timing } from './presence.rules.js';

/** A provider, so that tests may hurry. */
export class PresenceTiming implements Timing {
  grace = 2_500;
  lostAfter = 20_000;
  flickers = 3;
  flickerWindow = 60_000;
}

interface Watched {
  link: Link;
  sockets: Set<string>;
  timer?: NodeJS.Timeout;
}
const UNKNOWN: Presence = Object.freeze({ state: 'never', since: null });

/** Whether each site's consoles are connected; follows from the sockets that have joined it. */
@Injectable()
export class PresenceService implements OnModuleInit, OnModuleDestroy {
  private readonly sites = new Map<Id, Watched>();
  private isStopping = false;

  constructor(
    private readonly timing: PresenceTiming,
    private readonly memory: PresenceMemory,
    private readonly clock: Clock,
    private readonly bus: EventBus,
  ) {
    bus.on(SocketClosed, ({ principal, socketId }) => {
      if (principal.kind === 'coordinator') this.leave(principal.siteId, socketId);
    });
    bus.on(SitesChanged, ({ removedIds }) => removedIds.forEach((siteId) => this.forget(siteId)));
  }

  async onModuleInit(): Promise<void> {
    const now = this.clock.now();
    for (const { siteId, state, since } of await this.memory.recall()) {
      const watched = {
        link: aged(resumed({ state, since: Date.parse(since) }, now), now, this.timing),
        sockets: new Set<string>(),
      };
      this.sites.set(siteId, watched);
      this.setTimer(siteId, watched);
    }
  }

  /**
   * Stores connected sites as leaving now: the service stops, and the sites have
   * their time to return.
   */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    const now = this.clock.instant();
    for (const [siteId, { link, timer }] of this.sites) {
      clearTimeout(timer);
      if (link.state === 'online' || (link.state === 'unsteady' && link.goneAt === null))
        this.memory.note({ siteId, before: link.state, state: 'unsteady', since: now, at: now });
    }
    await this.memory.close();
  }

  statusOf(siteId: Id): Presence {
    return presenceOf(this.sites.get(siteId)?.link ?? NEVER);
  }

  join(siteId: Id, socketId: string): void {
    const watched = this.sites.get(siteId) ?? { link: NEVER, sockets: new Set() };
    this.sites.set(siteId, watched);
    watched.sockets.add(socketId);
    if (watched.sockets.size === 1)
      this.become(siteId, watched, arrived(watched.link, this.clock.now(), this.timing));
  }

  private leave(siteId: Id, socketId: string): void {
    const watched = this.sites.get(siteId);
    if (!watched?.sockets.delete(socketId) || watched.sockets.size > 0 || this.isStopping) return;
    this.become(siteId, watched, left(watched.link, this.clock.now(), this.timing));
  }

  private become(siteId: Id, watched: Watched, link: Link): void {
    const before = presenceOf(watched.link);
    const after = presenceOf(link);
    watched.link = link;
    this.setTimer(siteId, watched);
    if (before.state === after.state && before.since === after.since) return;
    if (after.state !== 'never')
      this.memory.note({
        siteId,
        before: before.state,
        state: after.state,
        since: after.since!,
        at: this.clock.instant(),
      });
    this.bus.publish(new SiteSeen(siteId));
  }

  private setTimer(siteId: Id, watched: Watched): void {
    clearTimeout(watched.timer);
    const at = nextAging(watched.link, this.timing);
    if (at === null || this.isStopping) return;
    watched.timer = setTimeout(
      () => this.become(siteId, watched, aged(watched.link, this.clock.now(), this.timing)),
      delayUntil(at, this.clock.now()),
    ).unref();
  }

  private forget(siteId: Id): void {
    clearTimeout(this.sites.get(siteId)?.timer);
    this.sites.delete(siteId);
  }
}

function presenceOf(link: Link): Presence {
  return link.state === 'never' ? UNKNOWN : { state: link.state, since: new Date(link.since).toISOString() };
}
