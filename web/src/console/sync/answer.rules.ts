import type { Receipt } from '#contract/attendance.js';
import type { ProblemBody } from '#contract/problem.js';
import type { Roster } from '#contract/roster.js';

/**
 * The result of a request. Only `receipts` and `roster` say something about our data. `problem` refuses the
 * request as a whole; the others say nothing.
 */
export type Answer<Good> =
  | Good
  | { kind: 'problem'; status: number; code: string; detail: string; retryAfterMs: number | null }
  /** Another party answered: a captive portal, a proxy's error page, a body cut off. */
  | { kind: 'foreign'; status: number }
  /** Nobody answered: no connection, a reset, silence. */
  | { kind: 'none' };
export type SendAnswer = Answer<{ kind: 'receipts'; receipts: Receipt[]; seq: number }>;
export type PullAnswer = Answer<{ kind: 'roster'; roster: Roster; offset: number }>;

export interface RawAnswer {
  status: number;
  contentType: string;
  text: string;
  retryAfter: string | null;
}

/**
 * Reads the answer to a batch. Incomplete receipts are left out, so that their entries stay in the outbox.
 */
export function readSendAnswer(raw: RawAnswer): SendAnswer {
  const body = ownJson(raw);
  if (raw.status !== 200) return problemOf(raw, body);
  if (!isRecord(body) || !Array.isArray(body.receipts) || typeof body.seq !== 'number')
    return { kind: 'foreign', status: raw.status };
  return { kind: 'receipts', receipts: body.receipts.filter(isReceipt), seq: body.seq };
}

/**
 * Reads a roster; the server's time is assumed half-way between `sentAt` and `gotAt`, by this device's clock.
 */
export function readPullAnswer(raw: RawAnswer, sentAt: number, gotAt: number): PullAnswer {
  const body = ownJson(raw);
  if (raw.status !== 200) return problemOf(raw, body);
  if (!isRoster(body)) return { kind: 'foreign', status: raw.status };
  return {
    kind: 'roster',
    roster: body,
    offset: Math.round(Date.parse(body.serverTime) - (sentAt + gotAt) / 2),
  };
}

/** Parses the service's JSON. A portal may answer 200 with a page, so other types are ignored. */
export function ownJson({ contentType, text }: RawAnswer): unknown {
  if (!/\bjson\b/i.test(contentType)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function problemOf(raw: RawAnswer, body: unknown): Answer<never> {
  if (!isProblem(body)) return { kind: 'foreign', status: raw.status };
  const seconds = Number(raw.retryAfter);
  return {
    kind: 'problem',
    status: raw.status,
    code: body.code,
    detail: body.detail,
    retryAfterMs: raw.retryAfter !== null && seconds >= 0 ? seconds * 1000 : null,
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isProblem = (value: unknown): value is ProblemBody =>
  isRecord(value) &&
  typeof value.code === 'string' &&
  typeof value.type === 'string' &&
  value.type.startsWith('urn:diemcau:problem:');
const isReceipt = (value: unknown): value is Receipt =>
  isRecord(value) &&
  typeof value.id === 'string' &&
  (value.outcome === 'accepted' || value.outcome === 'duplicate' || value.outcome === 'refused');
const isRoster = (value: unknown): value is Roster =>
  isRecord(value) &&
  typeof value.seq === 'number' &&
  typeof value.serverTime === 'string' &&
  Number.isFinite(Date.parse(value.serverTime)) &&
  isRecord(value.site) &&
  isRecord(value.conference) &&
  [value.checkpoints, value.members, value.states].every(Array.isArray);
