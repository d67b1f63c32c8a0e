import type { AttendanceState, EntryOutcome } from '../contract/attendance.js';
import type { Id, Instant } from '../contract/wire.js';
import type { Listing } from '../participants/participants.events.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** Where a person counts, before and after. */
export interface Whereabouts {
  state: AttendanceState;
  /** Null while unmarked. */
  siteId: Id | null;
  /** Null while unmarked. */
  happenedAt: Instant | null;
}
export interface StandingChange {
  checkpointId: Id;
  participantId: Id;
  /** The site of the person's roster. */
  homeSiteId: Id;
  isWalkIn: boolean;
  /** A walk-in whom these entries made. */
  isNew: boolean;
  before: Whereabouts;
  after: Whereabouts;
}

/** A change of a site's confirmation of a checkpoint. */
export interface ConfirmationChange {
  checkpointId: Id;
  siteId: Id;
  /** People in the room; `null` if the site has not confirmed. */
  headcount: number | null;
}

/** Entries were judged, and what came of each is durable. */
export class EntriesJudged extends DomainEvent {
  constructor(readonly outcomes: Readonly<Record<EntryOutcome, number>>) {
    super();
  }
}

/** Entries of one console or program were accepted and are durable. */
export class AttendanceRecorded extends DomainEvent {
  readonly conferenceId: Id;
  /** The site at which the entries were made. */
  readonly siteId: Id;
  readonly deviceId: Id | null;
  readonly seq: number;
  readonly receivedAt: Instant;
  /** The checkpoints that the entries are of; some may have changed nobody's standing. */
  readonly checkpointIds: Id[];
  readonly changes: StandingChange[];
  readonly confirmations: ConfirmationChange[];
  /** Sites whose consoles should fetch; the site of the entries first. */
  readonly siteIds: Id[];

  constructor(fields: Readonly<AttendanceRecorded>) {
    super();
    Object.assign(this, fields);
  }
}

/** Somebody's list is another, and where they stood then; they are unmarked where there is no standing. */
export interface ListingMove {
  before: Listing | null;
  after: Listing | null;
  standings: readonly (Whereabouts & { checkpointId: Id })[];
}
/** As `RosterChanged`, with where those people stand; `moves` is `null` where they are too many to name. */
export class ListingsMoved extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly seq: number,
    readonly moves: readonly ListingMove[] | null,
  ) {
    super();
  }
}
