import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** The rosters of these sites changed: people were added, edited, moved (both sites are named) or removed. */
export class RosterChanged extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly siteIds: Id[],
    readonly seq: number,
  ) {
    super();
  }
}
