import type { Session } from '../contract/schedule.js';
import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** The plan has changed: a session was added, edited, cancelled or removed. */
export class ScheduleChanged extends DomainEvent {
  constructor(readonly conferenceId: Id) {
    super();
  }
}
/** An organizer has started a session. The one that ran until then has ended, and was announced before. */
export class SessionStarted extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly session: Session,
  ) {
    super();
  }
}
export class SessionEnded extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly session: Session,
  ) {
    super();
  }
}
