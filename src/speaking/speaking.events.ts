import { DomainEvent } from '../platform/events/event-bus.js';
import type { Id } from '../contract/wire.js';
import type { Turn } from './turn.js';

/** Requests of one conference have changed, together. Told in the order of the commits. */
export class SpeakChanged extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly turns: readonly Turn[],
  ) {
    super();
  }
}
/** The requests of these sites stand otherwise, or have another position. */
export class TurnsMoved extends DomainEvent {
  constructor(readonly siteIds: readonly Id[]) {
    super();
  }
}
/** An organizer has opened or closed the queue of a conference or of one session. */
export class SpeakGateChanged extends DomainEvent {
  constructor(readonly conferenceId: Id) {
    super();
  }
}
