import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConferenceRemoved } from '../conferences/conferences.events.js';
import type { BoardHelp, HelpCall } from '../contract/help.js';
import type { Id } from '../contract/wire.js';
import { EventBus } from '../platform/events/event-bus.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { TextsErased } from '../platform/personal-data/personal-data.events.js';
import { HelpRepository } from './help.repository.js';
import { HelpChanged } from './help.events.js';
import { carriedOn, shownOf } from './help.rules.js';

/**
 * The open calls of every site, in memory, because each row of each board asks:
 * read at the start, then carried on.
 */
@Injectable()
export class OpenCalls implements OnModuleInit {
  /** Oldest first. A site with no open call is not in here. */
  private readonly bySite = new Map<Id, HelpCall[]>();

  constructor(
    private readonly store: HelpRepository,
    bus: EventBus,
    metrics: Metrics,
  ) {
    metrics.gauge('diemcau_help_calls_open', 'Calls for help that nobody has closed', () => this.count);
    bus.on(HelpChanged, ({ call }) => this.apply(call));
    bus.on(TextsErased, ({ tables }) => (tables.has('help_call') ? this.readAnew() : undefined));
    bus.on(ConferenceRemoved, ({ siteIds }) => siteIds.forEach((id) => this.bySite.delete(id)));
  }

  async onModuleInit(): Promise<void> {
    for (const call of await this.store.open()) this.apply(call);
  }

  find(siteId: Id): BoardHelp | null {
    return shownOf(this.bySite.get(siteId) ?? []);
  }

  private get count(): number {
    return [...this.bySite.values()].reduce((sum, calls) => sum + calls.length, 0);
  }

  private async readAnew(): Promise<void> {
    const open = await this.store.open();
    this.bySite.clear();
    for (const call of open) this.apply(call);
  }

  private apply(call: HelpCall): void {
    const open = carriedOn(this.bySite.get(call.siteId) ?? [], call);
    if (open.length === 0) this.bySite.delete(call.siteId);
    else this.bySite.set(call.siteId, open);
  }
}
