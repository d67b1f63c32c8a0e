import type { PresenceState } from '../contract/board.js';
import type { Id, Instant } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/**
 * A site's consoles came, went or flickered, so that its presence is another; or it
 * said something new of the broadcast.
 */
export class SiteSeen extends DomainEvent {
  constructor(readonly siteId: Id) {
    super();
  }
}
/** Another number of trainees follows online. */
export class FollowersChanged extends DomainEvent {
  constructor(readonly conferenceId: Id) {
    super();
  }
}

/** One change of a site's presence, as it is stored. */
export interface PresenceStep {
  conferenceId: Id;
  siteId: Id;
  before: PresenceState;
  state: PresenceState;
  since: Instant;
}
/** These changes are stored, some seconds after they happened. Announced by the storing transaction. */
export class PresenceStored extends DomainEvent {
  constructor(readonly steps: readonly PresenceStep[]) {
    super();
  }
}
