import type { Conference } from './conference.js';
import type { ProblemCode } from './problem.js';
import type { Day, Id, Instant } from './wire.js';

/**
 * What a copy may take over, in the order in which it is copied. `settings`: hotline, readiness items and
 * limits, the runbook, who signs papers, units that are one, columns of files. `broadcast`: the links, of
 * the conference and of the sessions that are copied.
 */
export const COPY_PARTS = [
  'sites',
  'participants',
  'schedule',
  'checkpoints',
  'materials',
  'settings',
  'broadcast',
] as const;
export type CopyPart = (typeof COPY_PARTS)[number];
/** What one wants again as a rule; the links of the last time are mostly wrong. */
export const USUAL_PARTS: readonly CopyPart[] = COPY_PARTS.filter((part) => part !== 'broadcast');

export interface ConferenceCopyBody {
  /** UUID made where the act happens. */
  id: Id;
  slug: string;
  title: string;
  /** Every day and time moves by as many days as the first day does, and keeps its wall clock. */
  startsOn: Day;
  /** IANA name; the time zone of the copied conference when absent. */
  timezone?: string;
  /** `participants` come with `sites` only. */
  parts: CopyPart[];
}

/** `failed`: nothing of it stays. */
export type CopyState = 'copying' | 'done' | 'failed';

/** How a conference is copied, or was. */
export interface ConferenceCopy {
  id: Id;
  /** The conference that is copied. */
  sourceId: Id;
  state: CopyState;
  /** Rows copied, and rows to be copied. */
  done: number;
  of: number;
  /** Why it failed; `null` unless it has. */
  code: ProblemCode | null;
  /** The new one; `null` until it is whole. */
  conference: Conference | null;
  startedAt: Instant;
  finishedAt: Instant | null;
}

/** Of which conference another is a copy, and since when. */
export interface CopyOrigin {
  conferenceId: Id;
  slug: string;
  title: string;
  at: Instant;
}

/** How much of each part there is to be copied. */
export interface CopyPreview {
  conferenceId: Id;
  counts: Record<CopyPart, number>;
}
