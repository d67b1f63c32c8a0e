import type { Entry, EntryKind } from './attendance.js';
import type { ProblemCode } from './problem.js';
import type { Id, Instant, Page, PageQuery } from './wire.js';

/** `accepted`: the entry is in the ledger, by whichever way. */
export const DECISION_STATES = ['open', 'accepted', 'rejected'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** Unsent entries of a revoked console, handed in with its old token. */
export interface QuarantineBody {
  /** 1 … 200. */
  entries: Entry[];
}
export interface QuarantineReceipt {
  /** As sent, whatever it is. */
  id: string;
  /** `duplicate`: it lies there, or in the ledger, already. */
  outcome: 'quarantined' | 'duplicate';
}
export interface QuarantineReply {
  /** In the order of the entries. */
  receipts: QuarantineReceipt[];
}
/** Entries of one device that may wait for a decision. */
export const QUARANTINE_LIMIT = 10_000;

/** An entry outside the ledger, refused or in quarantine, about which an organizer decides. */
export interface HeldEntry {
  /** Id of this case. */
  id: Id;
  conferenceId: Id;
  siteId: Id;
  siteCode: string;
  siteName: string;
  device: { id: Id; name: string } | null;
  /**
   * As it was sent: it may lack what an entry must have. Left out is what names somebody of a list outside
   * the reader's part of the tree, or an entry that was made there.
   */
  entry: Record<string, unknown>;
  kind: EntryKind | null;
  checkpointName: string | null;
  /** Full name, if it can be found out and the person's list is in the reader's part of the tree. */
  person: string | null;
  recordedAt: Instant | null;
  receivedAt: Instant;
  /** Why it was refused last; `null` if nobody has tried yet. */
  because: { code: ProblemCode; message: string } | null;
  state: DecisionState;
  /**
   * Null while it is open. An entry that was sent again and taken was accepted by the console that sent it.
   */
  decided: {
    at: Instant;
    actor: { kind: 'organizer' | 'coordinator'; id: Id };
    name: string;
    reason: string | null;
  } | null;
}
/** Open ones first, then the newest first. */
export interface HeldEntries extends Page<HeldEntry> {
  /** How many of the conference are open. */
  open: number;
}
export interface HeldQuery extends PageQuery {
  /** Only those in this state. */
  state?: DecisionState;
}
export interface HeldAcceptBody {
  /** Why it is to count although the checkpoint has been confirmed; one line, at most 500 characters. */
  amendment?: string;
}
export interface HeldRejectBody {
  /** One line, 1 … 500 characters. */
  reason: string;
}
