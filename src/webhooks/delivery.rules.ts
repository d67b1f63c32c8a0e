import type { WebhookFault } from '../contract/webhook.js';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
export const DAY = 24 * HOUR;
/** Ms before the first attempt, the second … the last: three days in all. As Standard Webhooks suggest. */
const DELAYS = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** At most this share is added by chance, so that receivers that failed together are not tried together. */
const JITTER = 0.1;
/** Ms after which a webhook is switched off whose attempts have all failed. */
const FAILING_LIMIT = 3 * DAY;
/** Ms that `Retry-After` may put an attempt off at most. */
const LONGEST_RETRY_AFTER = DAY;

/** What came of one attempt. */
export interface Outcome {
  /** `null` if the receiver did not answer. */
  status: number | null;
  /** `null`: it arrived. */
  fault: WebhookFault | null;
  /** `Retry-After` in ms; `null` if the receiver sent none. */
  retryAfter: number | null;
  ms: number;
}
export interface Tried {
  /** Attempts before this one, since it waits. */
  tries: number;
  /** Since when all attempts of the webhook have failed, in ms; `null` if the last one arrived. */
  failingSince: number | null;
  now: number;
  /** 0 … 1 */
  random: number;
}
/** `off`: the webhook is switched off, and the delivery waits until it is on again. */
export type Verdict =
  | { kind: 'delivered' }
  | { kind: 'retry'; at: number }
  | { kind: 'failed' }
  | { kind: 'off'; reason: 'gone' | 'failing' };

export function judgeAttempt({ status, fault, retryAfter }: Outcome, tried: Tried): Verdict {
  if (fault === null) return { kind: 'delivered' };
  if (status === 410) return { kind: 'off', reason: 'gone' };
  const { now, random, failingSince } = tried;
  if (now - (failingSince ?? now) >= FAILING_LIMIT) return { kind: 'off', reason: 'failing' };
  const delay = DELAYS[tried.tries + 1];
  // Other deliveries of its webhook arrive, so only this one is given up.
  if (delay === undefined) return { kind: 'failed' };
  const asked = Math.min(retryAfter ?? 0, LONGEST_RETRY_AFTER);
  return { kind: 'retry', at: now + Math.max(Math.round(delay * (1 + random * JITTER)), asked) };
}

/** What an HTTP status says of an attempt. */
export function faultOf(status: number): WebhookFault | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'redirect' : 'status';
}

/** Reads `Retry-After`, in seconds or as a date, into ms; `null` if it is neither. */
export function retryAfterOf(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  // `Date.parse` takes nearly anything: a date of HTTP has letters and a colon.
  const at = /^[A-Za-z]{3}.*:/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

const CERTIFICATE = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY/;
/** What a broken connection says of an attempt. */
export function faultOfError(fault: unknown): WebhookFault {
  const { name, code = '' } = Object(fault) as { name?: string; code?: string };
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'unknown-host';
  return CERTIFICATE.test(code) ? 'certificate' : 'unreachable';
}
