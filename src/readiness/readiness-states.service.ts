import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ReadinessState } from '../contract/readiness.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { EventBus } from '../platform/events/event-bus.js';
import { DevicePaired, DeviceRevoked, SitesChanged } from '../sites/sites.events.js';
import { ReadinessSettingsService } from './readiness-settings.service.js';
import { ReadinessChanged, ReadinessRecorded } from './readiness.events.js';
import { ReadinessRepository, type SiteDecision } from './readiness.repository.js';
import { staleBecause, stateOf } from './readiness.rules.js';

const SWEEP = 60_000;

/**
 * How every tested site stands, in memory, because each row of each board asks: read at the start, then
 * carried on.
 */
@Injectable()
export class ReadinessStatesService implements OnModuleInit, OnModuleDestroy {
  private readonly decisions = new Map<Id, SiteDecision>();
  /** The reading of a site that is under way, if no later news has made it void. */
  private readonly readings = new Map<Id, symbol>();
  private readonly sweeping: NodeJS.Timeout;
  private sweptAt: number;

  constructor(
    private readonly store: ReadinessRepository,
    private readonly settings: ReadinessSettingsService,
    private readonly clock: Clock,
    private readonly bus: EventBus,
  ) {
    this.sweptAt = clock.now();
    this.sweeping = setInterval(() => this.sweep(), SWEEP).unref();
    bus.on(ReadinessRecorded, ({ conferenceId, siteId, decision }) => {
      this.decisions.set(siteId, { siteId, conferenceId, ...decision });
      this.tell(siteId, conferenceId);
      // What is being read may be older than the result, and the result older than the console's news.
      if (this.readings.has(siteId)) return this.readAgain(siteId);
    });
    for (const type of [DevicePaired, DeviceRevoked])
      bus.on(type, ({ siteId }: { siteId: Id }) => this.readAgain(siteId));
    bus.on(SitesChanged, ({ removedIds }) => removedIds.forEach((siteId) => this.forget(siteId)));
  }

  async onModuleInit(): Promise<void> {
    for (const decision of await this.store.decisions()) this.decisions.set(decision.siteId, decision);
  }
  onModuleDestroy(): void {
    clearInterval(this.sweeping);
  }

  stateOf(siteId: Id): ReadinessState {
    const decision = this.decisions.get(siteId);
    if (!decision) return 'untested';
    return stateOf(decision, this.settings.validityOf(decision.conferenceId), this.clock.now());
  }

  /** Tells of passes that have become too old since the last look. */
  sweep(): void {
    const [from, now] = [this.sweptAt, this.clock.now()];
    this.sweptAt = now;
    for (const decision of this.decisions.values()) {
      const validity = this.settings.validityOf(decision.conferenceId);
      if (staleBecause(decision, validity, now) === 'age' && staleBecause(decision, validity, from) === null)
        this.tell(decision.siteId, decision.conferenceId);
    }
  }

  private async readAgain(siteId: Id): Promise<void> {
    if (!this.decisions.has(siteId)) return;
    const before = this.stateOf(siteId);
    const reading = Symbol(siteId);
    this.readings.set(siteId, reading);
    const decision = await this.store.decision(siteId);
    if (this.readings.get(siteId) !== reading) return;
    this.readings.delete(siteId);
    if (!decision) return;
    this.decisions.set(siteId, decision);
    if (this.stateOf(siteId) !== before) this.tell(siteId, decision.conferenceId);
  }

  private forget(siteId: Id): void {
    this.decisions.delete(siteId);
    this.readings.delete(siteId);
  }

  private tell(siteId: Id, conferenceId: Id): void {
    this.bus.publish(new ReadinessChanged(conferenceId, siteId, this.stateOf(siteId)));
  }
}
