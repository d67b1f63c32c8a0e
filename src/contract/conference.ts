import type { Language } from './languages.js';
import type { DataNotice } from './data-policy.js';
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
/** How the hall is reached and seen. Told to organizers and consoles alone. */
export interface ConferenceChannels {
  /** The hall's telephone for the sites. */
  hotline: string | null;
  /** Where the broadcast is watched: https. */
  broadcastUrl: string | null;
  /** True: everybody is shown the links of the broadcast when it is time; else online trainees alone. */
  broadcastPublic: boolean;
}
/** Its channels are in what organizers and consoles are told. */
export interface Conference extends ConferenceFields, Partial<ConferenceChannels> {
  id: Id;
  createdAt: Instant;
  updatedAt: Instant;
  /** What people are told of their data; `null` or absent until an organizer has said it. */
  dataNotice?: DataNotice | null;
}
/** Required: slug, title, startsOn, endsOn. Defaults: Asia/Ho_Chi_Minh, [vi, en], draft, false, none. */
export type ConferenceCreate = Pick<ConferenceFields, 'slug' | 'title' | 'startsOn' | 'endsOn'> &
  Partial<Pick<ConferenceFields, 'timezone' | 'languages' | 'status' | 'simulated'>> &
  Partial<ConferenceChannels>;
export type ConferencePatch = Partial<ConferenceFields & ConferenceChannels>;

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
