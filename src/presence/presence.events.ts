import type { Id } from '../contract/wire.js';
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
