import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** Made or edited. */
export class ConferenceChanged extends DomainEvent {
  constructor(readonly conferenceId: Id) {
    super();
  }
}
