import { Injectable, type OnModuleInit } from '@nestjs/common';
import { waitingOf } from '../contract/speak-queue.js';
import type { Id } from '../contract/wire.js';
import { EventBus } from '../platform/events/event-bus.js';
import { SpeakChanged } from './speaking.events.js';
import type { Turn } from './turn.js';
import { SpeakingRepository } from './speaking.repository.js';
import { isOver } from './speaking.rules.js';

/**
 * The open requests of every conference, in memory, because each change moves the place of others and
 * presence asks whether a site waits: read at the start, then carried on.
 */
@Injectable()
export class OpenTurns implements OnModuleInit {
  private readonly byConference = new Map<Id, Map<Id, Turn>>();
  private readonly bySite = new Map<Id, Map<Id, Turn>>();

  constructor(
    private readonly store: SpeakingRepository,
    bus: EventBus,
  ) {
    bus.on(SpeakChanged, ({ turns }) => this.apply(turns));
  }

  async onModuleInit(): Promise<void> {
    this.apply(await this.store.open());
  }

  conferences(): Id[] {
    return [...this.byConference.keys()];
  }
  ofConference(conferenceId: Id): Turn[] {
    return [...(this.byConference.get(conferenceId)?.values() ?? [])];
  }
  ofSite(siteId: Id): Turn[] {
    return [...(this.bySite.get(siteId)?.values() ?? [])];
  }

  /** The place of each waiting request in the queue, by id: 1 is the next to be called. */
  positions(conferenceId: Id): ReadonlyMap<Id, number> {
    return new Map(waitingOf(this.ofConference(conferenceId)).map(({ id }, at) => [id, at + 1]));
  }

  private apply(turns: readonly Turn[]): void {
    for (const turn of turns) {
      carry(this.byConference, turn.conferenceId, turn);
      carry(this.bySite, turn.siteId, turn);
    }
  }
}

function carry(lists: Map<Id, Map<Id, Turn>>, key: Id, turn: Turn): void {
  const list = lists.get(key) ?? new Map<Id, Turn>();
  if (isOver(turn.state)) list.delete(turn.id);
  else list.set(turn.id, turn);
  if (list.size === 0) lists.delete(key);
  else lists.set(key, list);
}
