import type { Language } from './languages.js';
import type { Day, Id, Instant } from './wire.js';

export type { Language };

export const CONFERENCE_STATUSES = ['draft', 'open', 'live', 'closed'] as const;
/** A draft is seen by organizers alone; from `open` on the schedule is public. */
export type ConferenceStatus = (typeof CONFERENCE_STATUSES)[number];

export interface ConferenceFields {
  /** 2 … 60 of `a-z 0-9 -`; unique. */
  slug: string;
  title: string;
  /** IANA name, `Asia/Ho_Chi_Minh`. */
  timezone: string;
  startsOn: Day;
  endsOn: Day;
  languages: Language[];
  status: ConferenceStatus;
  /** True when a simulator plays it; every page says so. */
  simulated: boolean;
}
export interface Conference extends ConferenceFields {
  id: Id;
  createdAt: Instant;
  updatedAt: Instant;
}
/** Required: slug, title, startsOn, endsOn. Defaults: Asia/Ho_Chi_Minh, [vi, en], draft, false. */
export type ConferenceCreate = Pick<ConferenceFields, 'slug' | 'title' | 'startsOn' | 'endsOn'> &
  Partial<Pick<ConferenceFields, 'timezone' | 'languages' | 'status' | 'simulated'>>;
export type ConferencePatch = Partial<ConferenceFields>;

export interface CheckpointFields {
  name: string;
  /** From when entries are taken; null = at any time. */
  opensAt: Instant | null;
  /** Until when the roll is due. Late entries are still taken, and marked late. */
  closesAt: Instant | null;
  sessionId: Id | null;
}
/** A moment at which the roll is taken. */
export interface Checkpoint extends CheckpointFields {
  id: Id;
  conferenceId: Id;
  createdAt: Instant;
  updatedAt: Instant;
}
export type CheckpointCreate = Pick<CheckpointFields, 'name'> & Partial<Omit<CheckpointFields, 'name'>>;
export type CheckpointPatch = Partial<CheckpointFields>;
