import type { Conference, ConferenceChannels } from '../contract/conference.js';
import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

export type ConferenceField = keyof (Conference & ConferenceChannels);

/** Made or edited. */
export class ConferenceChanged extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    /** What is different now; nothing of a new one. */
    readonly fields: readonly ConferenceField[] = [],
  ) {
    super();
  }
}

/** The conference is being deleted: whoever carries something of it in memory drops it. */
export class ConferenceRemoved extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly siteIds: readonly Id[],
  ) {
    super();
  }
}
