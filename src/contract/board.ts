import type { BoardHelp } from './help.js';
import type { ReadinessState } from './readiness.js';
import type { SiteLevel } from './site.js';
import type { Fraction, Id, Instant } from './wire.js';

export const PRESENCE_STATES = ['never', 'online', 'unsteady', 'lost'] as const;
export type PresenceState = (typeof PRESENCE_STATES)[number];
/** Which consoles are connected now. `since`: when the state began; null for `never`. */
export interface Presence {
  state: PresenceState;
  since: Instant | null;
}
export const SIGNAL_LEVELS = ['ok', 'bad', 'none'] as const;
export type SignalLevel = (typeof SIGNAL_LEVELS)[number];
/** A site's report of the broadcast that it receives. */
export interface Signal {
  picture: SignalLevel;
  sound: SignalLevel;
  headcount: number | null;
  at: Instant;
}
/**
 * People of the site's list, wherever they were seen: together they are `listed`. `walkIns` are not among the
 * others: people on no list whom the checkpoint has marked here, the sum of `outside`.
 */
export interface Counts {
  inPerson: number;
  online: number;
  absent: number;
  left: number;
  unmarked: number;
  walkIns: number;
}
/** People on no list who count at the site: walk-ins whom the checkpoint has marked. */
export interface Outside {
  inPerson: number;
  online: number;
  absent: number;
  left: number;
}
/** People whom one site saw and whom another site's list holds. */
export interface Visitors {
  inPerson: number;
  online: number;
  left: number;
}
/** People of the lists and people outside them, told apart. A rate counts people of the lists alone. */
export interface ListFigures {
  /** People on the list: the denominator of `rate`. */
  listed: number;
  counts: Counts;
  outside: Outside;
  /** People of other sites' lists who count here. They are in their own sites' `counts`. */
  guests: Visitors;
  /** People of this list, among `counts`, who count at another site. */
  elsewhere: Visitors;
  /**
   * Present people of the list by `listed`, 0 to 1, rounded to hundredths, 1 only when all are. `null` if the
   * list is empty.
   */
  rate: Fraction | null;
}
export interface BoardRow extends ListFigures {
  siteId: Id;
  code: string;
  name: string;
  level: SiteLevel;
  parentId: Id | null;
  /** The site's own figure, else `listed`. Where the two differ, a page says both. */
  expected: number;
  presence: Presence;
  /** Null until the site has said something. */
  signal: Signal | null;
  /** `null` if the site calls for nothing. Says nothing of presence and attendance. */
  help: BoardHelp | null;
  /** `null` if the service knows no readiness test for the site. */
  readiness: ReadinessState | null;
  lastEntryAt: Instant | null;
  /** Null: the site has not confirmed the board's checkpoint, or it is open again. */
  confirmed: BoardConfirmation | null;
}
/** A group of sites: it has no figures of its own. `parentId` of a row or of a group may name it. */
export interface BoardGroup {
  siteId: Id;
  code: string;
  name: string;
  level: SiteLevel;
  parentId: Id | null;
}
export interface BoardConfirmation {
  /** People counted in the room. */
  headcount: number;
  /** People who count there in person now, of whichever list or of none: `namesInRoom`. */
  names: number;
}
export interface BoardTotals extends ListFigures {
  sites: number;
  expected: number;
  presence: Record<PresenceState, number>;
  readiness: Record<ReadinessState, number>;
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
  /**
   * The checkpoint that the counts are of: the last that has opened, else the first; null when there is none.
   */
  checkpointId: Id | null;
  seq: number;
  asOf: Instant;
  totals: BoardTotals;
  /** In order of code. */
  sites: BoardRow[];
  /** In order of code. When one changes, the snapshot is to be fetched again. */
  groups: BoardGroup[];
  arrivals: Arrivals[];
}
/** Changes after `from`, up to `seq`. A reader whose last `seq` is not `from` fetches. */
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
