import type { ProblemCode } from './problem.js';
import type { Id, Instant } from './wire.js';

export const MODES = ['in_person', 'online'] as const;
export type Mode = (typeof MODES)[number];
export const ENTRY_KINDS = ['present', 'absent', 'left', 'undo'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];
export const ENTRY_METHODS = ['roll_call', 'search', 'qr', 'walk_in', 'self', 'presence', 'paper'] as const;
export type EntryMethod = (typeof ENTRY_METHODS)[number];
/** The reasons offered; any other words are allowed too. */
export const ABSENCE_REASONS = ['business_trip', 'sick', 'excused', 'unknown'] as const;
export type AbsenceReason = (typeof ABSENCE_REASONS)[number];
/** What a person's entries come to at one checkpoint. */
export const ATTENDANCE_STATES = ['in_person', 'online', 'absent', 'left', 'unmarked'] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

export interface WalkIn {
  fullName: string;
  unit?: string | null;
  position?: string | null;
}
/** One act of taking the roll, named where it happens. Exactly one of participantId, code, walkIn; an undo needs none of them. */
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
  /** With `absent` and `left`: one of ABSENCE_REASONS or own words. */
  reason?: string;
  /** With `present`: this person stands in for that participant. */
  substituteFor?: Id;
  /** With `undo`: the entry that is taken back. */
  undoes?: Id;
  /** The device's clock. */
  recordedAt: Instant;
  /** Counts the acts of one device: 1, 2, … */
  deviceSeq?: number;
  /** Made without a connection. */
  offline?: boolean;
}
export const ENTRY_LIMIT = 200;
export interface AttendanceBody {
  /** For organizers and programs; a console's device is known from its sign-in. */
  deviceId?: Id;
  /** 1 … 200. */
  entries: Entry[];
}
export type EntryOutcome = 'accepted' | 'duplicate' | 'refused';
export interface Receipt {
  id: Id;
  outcome: EntryOutcome;
  /** With `refused`. */
  code?: ProblemCode;
  message?: string;
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
  /** Null on an undo whose target is not known yet. */
  participantId: Id | null;
  mode: Mode | null;
  method: EntryMethod;
  reason: string | null;
  substituteFor: Id | null;
  undoes: Id | null;
  recordedAt: Instant;
  receivedAt: Instant;
  deviceId: Id | null;
  deviceSeq: number | null;
  offline: boolean;
  /** Received after the checkpoint's `closesAt`. */
  late: boolean;
  actor: { kind: 'organizer' | 'coordinator'; id: Id };
}
