import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Signal } from '../contract/board.js';
import type { SiteSignal } from '../contract/live.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { EventBus } from '../platform/events/event-bus.js';
import { SitesChanged } from '../sites/sites.events.js';
import { SiteSeen } from './presence.events.js';
import { PresenceMemory } from './presence-memory.js';

/** Keeps each site's last signal in memory, and stores what is new, so that a start knows it again. */
@Injectable()
export class SignalsService implements OnModuleInit {
  private readonly last = new Map<Id, Signal>();

  constructor(
    private readonly memory: PresenceMemory,
    private readonly clock: Clock,
    private readonly bus: EventBus,
  ) {
    bus.on(SitesChanged, ({ removedIds }) => removedIds.forEach((siteId) => this.last.delete(siteId)));
  }

  async onModuleInit(): Promise<void> {
    for (const { siteId, picture, sound, headcount, at } of await this.memory.recallSignals())
      this.last.set(siteId, { picture, sound, headcount, at });
  }

  signalOf(siteId: Id): Signal | null {
    return this.last.get(siteId) ?? null;
  }

  record(siteId: Id, { picture, sound, headcount }: SiteSignal): void {
    const before = this.last.get(siteId);
    const signal = { picture, sound, headcount: headcount ?? null, at: this.clock.instant() };
    this.last.set(siteId, signal);
    if (!before || !isSame(before, signal)) this.memory.noteSignal({ siteId, ...signal });
    this.bus.publish(new SiteSeen(siteId));
  }
}

const isSame = (a: Signal, b: Signal): boolean =>
  a.picture === b.picture && a.sound === b.sound && a.headcount === b.headcount;
