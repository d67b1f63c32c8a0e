import type { ProblemCode } from './problem.js';
import type { Id, Instant } from './wire.js';

export const MODES = ['in_person', 'online'] as const;
export type Mode = (typeof MODES)[number];
/** The first three speak of a person; `confirm` and `reopen` of the site's whole roll at the checkpoint. */
export const ENTRY_KINDS = ['present', 'absent', 'left', 'undo', 'confirm', 'reopen'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
export const ENTRY_METHODS = ['roll_call', 'search', 'qr', 'walk_in', 'self', 'presence', 'paper'] as const;
export type EntryMethod = (typeof ENTRY_METHODS)[number];
/** The reasons offered; any other words are allowed too. */
export const ABSENCE_REASONS = ['business_trip', 'sick', 'excused', 'unknown'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];
/** The state of a person at one checkpoint, by all their entries. */
export const ATTENDANCE_STATES = ['in_person', 'online', 'absent', 'left', 'unmarked'] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

export interface WalkIn {
  fullName: string;
  unit?: string | null;
  position?: string | null;
}
export const HEADCOUNT_LIMIT = 100_000;
/** Ten years in ms: a clock that is further off says nothing. */
export const CLOCK_OFFSET_LIMIT = 315_576_000_000;
/** In ms: a clock that is further off is shown, and flagged in the report. */
export const CLOCK_OFFSET_FLAGGED = 120_000;
/** The `amendment` of an entry that was made before its checkpoint was confirmed and received after. */
export const LATE_ARRIVAL = 'late-arrival';
/**
 * One act of taking the roll, named where it happens. Exactly one of participantId, code, walkIn; an undo
 * needs none of them, a confirm and a reopen have none.
 */
export interface Entry {
  /** UUID made where the act happens. */
  id: Id;
  checkpointId: Id;
  kind: EntryKind;
  participantId?: Id;
  /** Personal code, as scanned or typed. */
  code?: string;
  /** A person on no roster. The walk-in's participant id is this entry's id. */
  walkIn?: WalkIn;
  /** With `present`; default: the participant's own mode, `in_person` for a walk-in. */
  mode?: Mode;
  method: EntryMethod;
  /** With `absent` and `left`: one of ABSENCE_REASONS or own words. A `reopen` must say why. */
  reason?: string;
  /** With `present`: this person stands in for that participant. */
  substituteFor?: Id;
  /**
   * With `undo`: the entry that is taken back, a `confirm` too. A `reopen` is not taken back: confirm anew.
   */
  undoes?: Id;
  /**
   * The device's clock. More than a day after the arrival, `clockOffset` taken off,
   * is refused (`entry.clock-ahead`).
   */
  recordedAt: Instant;
  /** Counts the acts of one device: 1, 2, … */
  deviceSeq?: number;
  /** Made without a connection. */
  offline?: boolean;
  /** A `confirm` must have it: people counted in the room, 0 … HEADCOUNT_LIMIT. */
  headcount?: number;
  /** With `confirm`: why heads and names differ, at most 500 characters. */
  note?: string;
  /**
   * About a person (or an undo) after the site has confirmed the checkpoint: why it is changed, at most 500
   * characters. Without it the entry is refused (`checkpoint.confirmed`) and may come again under the same id
   * with it. Of two reasons for one entry the first that was accepted holds.
   */
  amendment?: string;
  /**
   * The device's clock minus the server's, as last measured before the act: whole ms, at
   * most CLOCK_OFFSET_LIMIT either way.
   */
  clockOffset?: number;
}
export const ENTRY_LIMIT = 200;
/** Bytes of a submission, by HTTP and by the live interface alike. */
export const SUBMISSION_LIMIT = 512 * 1024;
export interface AttendanceBody {
  /** For organizers and programs; a console's device is known from its sign-in. */
  deviceId?: Id;
  /** 1 … 200. */
  entries: Entry[];
}
export type EntryOutcome = 'accepted' | 'duplicate' | 'refused';
export interface Receipt {
  /**
   * The `id` of its entry as it was sent, whatever text that is.
   * @example 0198c0de-0000-7000-8000-000000000001
   */
  id: string;
  outcome: EntryOutcome;
  /** With `refused`. */
  code?: ProblemCode;
  message?: string;
  /** Absent if the person is of a list outside the sender's part of the tree. */
  participantId?: Id;
  /** Where the person stands at the checkpoint after this batch. */
  state?: AttendanceState;
}
export interface AttendanceReply {
  /** In the order of the entries. */
  receipts: Receipt[];
  /** The site's roster is at least this far; `GET roster?since=` continues from here or before. */
  seq: number;
}

/** One row of the ledger. Never changed, never deleted. */
export interface LedgerEntry {
  id: Id;
  seq: number;
  conferenceId: Id;
  siteId: Id;
  checkpointId: Id;
  kind: EntryKind;
  /**
   * Null on `confirm` and `reopen`, on an undo of these, on an undo whose target is not known yet, and where
   * the person is of a list outside the reader's part of the tree.
   */
  participantId: Id | null;
  mode: Mode | null;
  method: EntryMethod;
  reason: string | null;
  /** Null too if the person is of a list outside the reader's part of the tree. */
  substituteFor: Id | null;
  /** Null too if that entry was made outside the reader's part of the tree. */
  undoes: Id | null;
  recordedAt: Instant;
  /** When it reached the service first, before any organizer's decision about it. */
  receivedAt: Instant;
  /**
   * `recordedAt` put right by `clockOffset` and never after `receivedAt`: what the standing rule compares.
   */
  happenedAt: Instant;
  /** When an organizer let it in; null if it was taken at `receivedAt`. */
  acceptedAt: Instant | null;
  deviceId: Id | null;
  deviceSeq: number | null;
  offline: boolean;
  /** Received after the checkpoint's `closesAt`. */
  late: boolean;
  headcount: number | null;
  note: string | null;
  /** Changed something after the site had confirmed: the reason as sent, or LATE_ARRIVAL. */
  amendment: string | null;
  clockOffset: number | null;
  actor: { kind: 'organizer' | 'coordinator'; id: Id };
}
