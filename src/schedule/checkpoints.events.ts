import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** A checkpoint of the conference was made or edited. */
export class CheckpointsChanged extends DomainEvent {
  constructor(readonly conferenceId: Id) {
    super();
  }
}
