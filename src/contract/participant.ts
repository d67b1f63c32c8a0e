import type { Id, Instant, PageQuery } from './wire.js';
import type { AttendanceState, Mode } from './attendance.js';

export const PARTICIPANT_ORIGINS = ['roster', 'walk_in'] as const;
export type ParticipantOrigin = (typeof PARTICIPANT_ORIGINS)[number];

export interface ParticipantFields {
  siteId: Id;
  /**
   * Personal code, unique in the conference; made by the service when absent. It is a trainee's
   * sign-in: no report and no export holds it. It leaves the service in an organizer's lists and on the
   * roster to print, and nowhere else.
   */
  code: string;
  fullName: string;
  unit: string | null;
  position: string | null;
  /** How the person is expected to take part. */
  mode: Mode;
  phone: string | null;
  email: string | null;
}
/**
 * A person on a roster. To a trainee `fullName` is their own initials (`N.T.H.`), for a code alone
 * does not tell whose it is. `phone` and `email` are for organizers alone, `position` for organizers
 * and coordinators; others get null.
 */
export interface Participant extends Omit<ParticipantFields, 'code'> {
  id: Id;
  /** Null unless an organizer asks: a code is what its owner signs in with. */
  code: string | null;
  conferenceId: Id;
  /** `walk_in`: came without being on the roster; made by an attendance entry, whose id it has. */
  origin: ParticipantOrigin;
  /**
   * The participant who this walk-in turned out to be, and as whom they count; null unless an organizer asks
   * whose part of the tree holds that participant.
   */
  joinedTo: Id | null;
  /** When their data were erased; `fullName` is a label with a number since then. */
  erasedAt?: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}
export type ParticipantCreate = Pick<ParticipantFields, 'siteId' | 'fullName'> &
  Partial<Omit<ParticipantFields, 'siteId' | 'fullName'>>;
export type ParticipantPatch = Partial<ParticipantFields>;

export interface ParticipantQuery extends PageQuery {
  search?: string;
  siteId?: Id;
  /** Needed with `state`; the answer then carries `state` for it. */
  checkpointId?: Id;
  state?: AttendanceState;
  origin?: ParticipantOrigin;
}
/** A participant in a list; `state` and `countedAt` only where the query names a checkpoint. */
export interface ParticipantListed extends Participant {
  state?: AttendanceState;
  /** The site where they count so; `null` while unmarked, or if it lies outside the reader's part. */
  countedAt?: Id | null;
}

/** Walk-ins of a conference that were made by mistake. */
export interface WalkInsRemoveBody {
  /** 1 … WALK_INS_REMOVE_LIMIT. */
  participantIds: Id[];
}
export interface WalkInsRemoved {
  /** How many were taken off; who was gone already is not counted. */
  removed: number;
}
export const WALK_INS_REMOVE_LIMIT = 500;

/**
 * Somebody of another roster of the conference, as a coordinator finds them by
 * their full name or personal code.
 */
export interface Guest {
  participantId: Id;
  fullName: string;
  unit: string | null;
  /** The site of their roster. */
  siteName: string;
}
/** Words that a full name needs before guests are looked for. */
export const GUEST_NAME_WORDS = 2;
export const GUEST_LIMIT = 10;

export interface JoinBody {
  /** Somebody on a roster of the conference. */
  participantId: Id;
}
/** Whom a participant is joined with, and whom they may be. */
export interface Joining {
  /** For a walk-in: the person with whom they are merged. */
  joinedTo: Participant | null;
  /** For a listed person: the walk-ins merged with them. */
  joined: Participant[];
  /**
   * For a walk-in who is not merged: listed people with the same full name, without case and diacritics; at
   * most `GUEST_LIMIT`.
   */
  likely: Participant[];
}

export const PARTICIPANT_COLUMNS = [
  'code',
  'fullName',
  'unit',
  'position',
  'siteCode',
  'mode',
  'phone',
  'email',
] as const;
