import type { LedgerEntry } from './attendance.js';
import type { Conference } from './conference.js';
import type { DataPolicy } from './data-policy.js';
import type { Participant } from './participant.js';
import type { Site } from './site.js';
import type { Day, Id, Instant, PageQuery } from './wire.js';

export const DATA_REQUEST_KINDS = ['see', 'correct', 'erase', 'restrict', 'withdraw', 'other'] as const;
export type DataRequestKind = (typeof DATA_REQUEST_KINDS)[number];
export const DATA_REQUEST_OUTCOMES = ['done', 'refused'] as const;
export type DataRequestOutcome = (typeof DATA_REQUEST_OUTCOMES)[number];

export interface DataRequestBody {
  /** Made where the act happens; the same request sent again is a no-op. */
  id: Id;
  kind: DataRequestKind;
  /** Whom it is about, if they are on a list. */
  participantId?: Id | null;
  /** Who asks, as they say; needed without `participantId`. */
  person?: string | null;
  /** When the office received it; now if absent, never later. */
  receivedAt?: Instant;
  note?: string | null;
}
/** A wish of somebody about their own data. */
export interface DataRequest {
  id: Id;
  conferenceId: Id;
  kind: DataRequestKind;
  participantId: Id | null;
  /** The participant's name as it is now; else as it was written. */
  person: string | null;
  receivedAt: Instant;
  note: string | null;
  /** The last day for an answer: two working days. */
  answerBy: Day;
  /** The last day for the act: 15 days, and 15 more if it was extended. */
  actBy: Day;
  answeredAt: Instant | null;
  answeredBy: string | null;
  /** Why it takes longer; it can be extended once. */
  extended: string | null;
  outcome: DataRequestOutcome | null;
  closedAt: Instant | null;
  closedBy: string | null;
  /** What was done, or why it was refused. */
  conclusion: string | null;
  /** The nearest day that was missed, or will be; `null` once it is closed. */
  dueBy: Day | null;
  isLate: boolean;
}
export interface DataRequestExtendBody {
  reason: string;
}
export interface DataRequestCloseBody {
  outcome: DataRequestOutcome;
  /** Needed when it is refused. */
  conclusion?: string | null;
}
export interface DataRequestQuery extends PageQuery {
  state?: 'open' | 'closed';
}

/** A text that names the person: their name, telephone, e-mail or code. */
export interface Mention {
  id: string;
  /** What kind of text: the name of its table and column. */
  table: string;
  column: string;
  text: string;
}
export interface Erasure {
  participantId: Id;
  conferenceId: Id;
  /** They are `Đã xoá 3` from now on. */
  number: number;
  reason: string;
  at: Instant;
  by: string;
  /** Texts out of which the name was taken. */
  texts: number;
  /** When the database file was rewritten, so that nothing lies between its rows; on PostgreSQL vacuumed. */
  filesAt: Instant | null;
}
export interface EraseBody {
  reason: string;
  /** Ids of mentions that speak of somebody else of the same name. */
  keep?: string[];
}
/** Everything that the service holds of one person. */
export interface PersonData {
  participant: Participant;
  /** Walk-ins who turned out to be this person. */
  joined: Participant[];
  conference: Pick<Conference, 'id' | 'slug' | 'title' | 'timezone'>;
  site: Pick<Site, 'id' | 'code' | 'name'>;
  policy: DataPolicy | null;
  attendance: (LedgerEntry & { checkpoint: string; site: string })[];
  /** Browsers and programs that were signed in with the personal code. */
  signIns: { createdAt: Instant; lastSeenAt: Instant | null; expiresAt: Instant }[];
  requests: DataRequest[];
  mentions: Mention[];
  /** Others on the lists of the conference with the same name: a mention may be of them. */
  namesakes: number;
  erasure: Erasure | null;
  at: Instant;
}

export const RETENTION_KINDS = ['contacts', 'presence', 'ledger'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];
/** What the retention did by itself. */
export interface RetentionRun {
  kind: RetentionKind;
  at: Instant;
  /** Rows that were emptied or removed, by table. */
  rows: Record<string, number>;
}
export interface RetentionStatus {
  /** When a report was signed, as an organizer said; nothing goes before. */
  signedAt: Instant | null;
  signedBy: string | null;
  /** From this day on. */
  due: Record<RetentionKind, Day>;
  /** What it has done, newest first. */
  runs: RetentionRun[];
}
