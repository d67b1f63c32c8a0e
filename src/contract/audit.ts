import type { Id, Instant, PageQuery } from './wire.js';

/** Who acted. `service`: nobody asked for it. `nobody`: somebody who was not signed in. */
export type AuditActorKind = 'account' | 'device' | 'viewer' | 'trainee' | 'nobody' | 'service';

/** A line of the audit trail: who did what, on what. Ids alone, no names. */
export interface AuditLine {
  /** 1, 2, 3 …, without gaps. */
  seq: number;
  at: Instant;
  actor: {
    kind: AuditActorKind;
    id: Id | null;
    /** The sign-in or token by which they came. */
    signInId: Id | null;
  };
  /** `site.changed` */
  act: string;
  /** Of a failed sign-in, the id is a keyed hash of the login or code. */
  object: { kind: string; id: string | null } | null;
  /** Whose login was refused; `null` if no account has it, and for every other act. */
  accountId: Id | null;
  conferenceId: Id | null;
  /** Keyed hashes of the object before and after; `null` where there was none, or it is not one row. */
  before: string | null;
  after: string | null;
  /** Ids, numbers, and words of the service. */
  detail: Record<string, unknown> | null;
  /** Of this line and of the hash before it. */
  hash: string;
}
/** `?since=&until=&actor=&object=&act=&machine=` of the trail, newest first. */
export interface AuditQuery extends PageQuery {
  /** From this moment on, or after the line of this number. */
  since?: string;
  /** Before this moment. */
  until?: Instant;
  /** An id, or a kind of actor. */
  actor?: string;
  /** An id, or a kind of object. */
  object?: string;
  /** `site.changed`, or the part before the point: `site`. */
  act?: string;
  /** `false`: without what the service did by itself. */
  machine?: boolean;
}

/** First parts of the names of acts: `site` of `site.changed`. The trail can be filtered by them. */
export const ACT_GROUPS = [
  'account',
  'audit',
  'checkpoint',
  'conference',
  'data-policy',
  'data-request',
  'device',
  'entry',
  'grant',
  'installation',
  'invitation',
  'invitations',
  'ledger',
  'material',
  'pairings',
  'paper',
  'participant',
  'participants',
  'readiness',
  'report',
  'retention',
  'runbook',
  'service',
  'session',
  'sessions',
  'sign-in',
  'site',
  'sites',
  'token',
  'unit',
  'viewer',
  'webhook',
] as const;

/** An end of the trail, as the service's log names it each day. */
export interface AuditAnchor {
  seq: number;
  hash: string;
}
/**
 * A place where the trail or the ledger is not as it was written. `missing`, `altered`: these lines. `cut`:
 * the end, from this line on. `replaced`: another line has this number, as when an older copy of the
 * database was put in. `unanchored`: the end that is kept beside the secrets was missing. `ledger`: a
 * stretch of attendance entries by `seq`; `count` were sealed, `found` are there.
 */
export interface AuditBreak {
  what: 'missing' | 'altered' | 'cut' | 'replaced' | 'unanchored' | 'ledger';
  from: number;
  to: number;
  count?: number;
  found?: number;
}
export interface AuditVerifyBody {
  /** Ends from the log of earlier days: nothing before them may have been changed since. */
  anchors?: AuditAnchor[];
}
export interface AuditVerdict {
  isWhole: boolean;
  /** Where it was followed to the end. */
  breaks: AuditBreak[];
  /** Breaks that were found and noted before, as lines `audit.broken`. */
  noted: number;
  /** Anchors of the body that belong to lines which a declared restore discarded: no break. */
  lostByRestore: AuditAnchor[];
  /** Lines and entries of attendance that were compared. */
  lines: number;
  entries: number;
  head: AuditAnchor;
  checkedAt: Instant;
}
/** The last verdict; `null` while the first check after the start goes on. */
export interface AuditState {
  verdict: AuditVerdict | null;
}

export const AUDIT_ANCHORS_LIMIT = 100;
