import type { Id } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** On whose list somebody stands. */
export interface Listing {
  siteId: Id;
  isWalkIn: boolean;
}
/** Somebody whose list is another; `null`: on no list. */
export interface ListingChange {
  participantId: Id;
  before: Listing | null;
  after: Listing | null;
}

/**
 * The rosters of these sites changed: people were added, edited, moved (both sites are named) or removed.
 * `listings` has those whose list is another; `null`: too many to name, or people were joined.
 */
export class RosterChanged extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly siteIds: Id[],
    readonly seq: number,
    readonly listings: readonly ListingChange[] | null,
  ) {
    super();
  }
}
