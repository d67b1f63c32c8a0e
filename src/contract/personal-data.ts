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
/** A request of somebody about their own data, and its due days. */
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
  /** The next due day, past or to come; `null` once the request is closed. */
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
  /** The person is called `Đã xoá 3` from now on. */
  number: number;
  reason: string;
  at: Instant;
  by: string;
  /** How many texts lost the name. */
  texts: number;
  /** When the database file was rewritten without old bytes; on PostgreSQL, vacuumed. */
  filesAt: Instant | null;
}
export interface EraseBody {
  reason: string;
  /** Ids of mentions that are about somebody else with the same name; `PersonData` lists them. */
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
  /** How many others on the lists have the same name: a mention may be about them. */
  namesakes: number;
  erasure: Erasure | null;
  at: Instant;
}

export const RETENTION_KINDS = ['contacts', 'presence', 'ledger'] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];
/** One deletion by the retention. */
export interface RetentionRun {
  kind: RetentionKind;
  at: Instant;
  /** Rows that were emptied or removed, by table. */
  rows: Record<string, number>;
}
export interface RetentionStatus {
  /** When an organizer said that the report is signed; nothing is deleted before. */
  signedAt: Instant | null;
  signedBy: string | null;
  /** From this day on: counted from the last day of the conference, or from the signature if later. */
  due: Record<RetentionKind, Day>;
  /** What it has done, newest first. */
  runs: RetentionRun[];
}
