import type { BoardHelp } from './help.js';
import type { SiteLevel } from './site.js';
import type { Id, Instant } from './wire.js';

export const PRESENCE_STATES = ['never', 'online', 'unsteady', 'lost'] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];
/** Which consoles are connected now. `since`: when the state began; null for `never`. */
export interface Presence {
  state: PresenceState;
  since: Instant | null;
}
export const SIGNAL_LEVELS = ['ok', 'bad', 'none'] as const;
export type SignalLevel = (typeof SIGNAL_LEVELS)[number];
/** What a site says of the broadcast it receives. */
export interface Signal {
  picture: SignalLevel;
  sound: SignalLevel;
  headcount: number | null;
  at: Instant;
}
/** People who count at the site for the board's checkpoint. `walkIns` are among the others, those alone whom the checkpoint has marked. */
export interface Counts {
  inPerson: number;
  online: number;
  absent: number;
  left: number;
  unmarked: number;
  walkIns: number;
}
export interface BoardRow {
  siteId: Id;
  code: string;
  name: string;
  level: SiteLevel;
  parentId: Id | null;
  /** The site's own figure, else the length of its roster. */
  expected: number;
  presence: Presence;
  /** Null until the site has said something. */
  signal: Signal | null;
  /** Null: the site calls for nothing. Says nothing of presence and attendance. */
  help: BoardHelp | null;
  /** Null: the readiness test has not been made. */
  readiness: null;
  counts: Counts;
  lastEntryAt: Instant | null;
  /** Null: the site has not confirmed the board's checkpoint, or it is open again. */
  confirmed: BoardConfirmation | null;
}
export interface BoardConfirmation {
  /** People counted in the room. */
  headcount: number;
  /** People on the roll who count there in person now: `counts.inPerson`. */
  names: number;
}
export interface BoardTotals {
  sites: number;
  expected: number;
  counts: Counts;
  presence: Record<PresenceState, number>;
  /** Trainees who follow online now. */
  followers: number;
}
/** People present (in person and online) whose deciding entry was recorded in that minute. */
export interface Arrivals {
  minute: Instant;
  people: number;
}
export interface BoardSnapshot {
  conferenceId: Id;
  /** The checkpoint that the counts are of: the last that has opened, else the first; null when there is none. */
  checkpointId: Id | null;
  seq: number;
  asOf: Instant;
  totals: BoardTotals;
  /** In order of code. */
  sites: BoardRow[];
  arrivals: Arrivals[];
}
/** What has changed after `from`, up to `seq`. A reader whose last seq is not `from` fetches. */
export interface BoardChanges {
  conferenceId: Id;
  checkpointId: Id | null;
  from: number;
  seq: number;
  asOf: Instant;
  totals: BoardTotals;
  sites: BoardRow[];
  arrivals: Arrivals[];
}
