import { ENTRY_LIMIT, type Receipt } from '#contract/attendance.js';
import type { Id } from '#contract/wire.js';
import type { PullAnswer, SendAnswer } from './answer.rules.js';

/**
 * The state of the connection, by the last requests alone; the browser's own flag only triggers a request.
 */
export type Link =
  | { kind: 'unknown' }
  | { kind: 'connected' }
  | { kind: 'lost'; since: number }
  /** The service answers, but does not take requests now (busy, failing, refusing). */
  | { kind: 'hindered'; since: number; code: string }
  | { kind: 'ended'; why: 'revoked' | 'signed-out' };

/**
 * An entry that the service refused without a receipt. It stays, and is sent again alone, after the others.
 */
export interface Deferred {
  until: number;
  tries: number;
  code: string;
}
export interface SyncState {
  link: Link;
  /** How many requests in a row have failed. */
  failures: number;
  /** No request is sent before this time. */
  notBefore: number;
  /** How many entries the next batch may have. */
  size: number;
  deferred: ReadonlyMap<Id, Deferred>;
  /** When the roster is fetched next. */
  pullAt: number;
}
export const START: SyncState = {
  link: { kind: 'unknown' },
  failures: 0,
  notBefore: 0,
  size: ENTRY_LIMIT,
  deferred: new Map(),
  pullAt: 0,
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;
export const LONGEST_ASKED_MS = 120_000;
const FIRST_DEFERRAL_MS = 30_000;
const LONGEST_DEFERRAL_MS = 600_000;
export const PULL_EVERY_MS = 20_000;
/** Soon, but not at once, so that the next taps of a roll are included. */
const PULL_AFTER_SEND_MS = 1_500;

/**
 * Answers an exponential delay with jitter over its upper half, so that 239 rooms cut off together do not
 * return together.
 * @param random in 0 … 1
 */
export function waitAfter(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}

/**
 * Answers the oldest entries that may be sent now: those never refused, then, one at a time, deferred ones.
 */
export function nextBatch<Row extends { id: Id }>(
  waiting: readonly Row[],
  state: SyncState,
  now: number,
): Row[] {
  const free = waiting.filter((row) => !state.deferred.has(row.id));
  if (free.length > 0) return free.slice(0, state.size);
  return waiting.filter((row) => (state.deferred.get(row.id)?.until ?? 0) <= now).slice(0, 1);
}

/**
 * Answers whether to fetch before sending. Uploads usually go first, but if they keep failing, the roster
 * must not grow old, and the end of the sign-in must be noticed.
 */
export function mustPullFirst(state: SyncState, now: number): boolean {
  return state.failures % 3 === 2 && state.pullAt <= now;
}

/**
 * Answers the receipts that name an entry of this batch, once each. Only these remove entries from the
 * outbox.
 */
export function receiptsFor(sent: readonly Id[], answer: SendAnswer): Receipt[] {
  if (answer.kind !== 'receipts') return [];
  const open = new Set(sent);
  return answer.receipts.filter((receipt) => open.delete(receipt.id));
}

export function afterSend(
  state: SyncState,
  sent: readonly Id[],
  answer: SendAnswer,
  now: number,
  random: number,
): SyncState {
  if (answer.kind === 'receipts') {
    const named = receiptsFor(sent, answer);
    // An answer that names none of our entries is not the service's.
    if (named.length === 0) return afterFailure(state, { kind: 'foreign', status: 200 }, now, random);
    const deferred = withoutDeferred(
      state.deferred,
      named.map((receipt) => receipt.id),
    );
    // An entry without a receipt must not be sent again and again ahead of the others.
    const unnamed = sent.filter((id) => !named.some((receipt) => receipt.id === id));
    return {
      ...state,
      link: { kind: 'connected' },
      failures: 0,
      notBefore: now,
      size: Math.min(ENTRY_LIMIT, state.size * 2),
      pullAt: Math.min(state.pullAt, now + PULL_AFTER_SEND_MS),
      deferred: unnamed.reduce((all, id) => defer(all, id, 'receipt.missing', now), deferred),
    };
  }
  if (answer.kind === 'problem' && isAboutContent(answer)) {
    const first = sent[0];
    if (sent.length > 1 || first === undefined)
      return { ...connected(state), size: Math.max(1, Math.floor(sent.length / 2)), notBefore: now };
    return { ...connected(state), deferred: defer(state.deferred, first, answer.code, now), notBefore: now };
  }
  const next = afterFailure(state, answer, now, random);
  // One entry that makes the service fail must not stop the rest: send smaller batches, then defer that
  // entry.
  if (answer.kind !== 'problem' || answer.status !== 500) return next;
  const [only] = sent;
  if (sent.length > 1 || only === undefined)
    return { ...next, size: Math.max(1, Math.floor(sent.length / 2)) };
  return { ...next, deferred: defer(state.deferred, only, answer.code, now) };
}

export function afterPull(state: SyncState, answer: PullAnswer, now: number, random: number): SyncState {
  if (answer.kind === 'roster')
    return {
      ...state,
      link: { kind: 'connected' },
      failures: 0,
      notBefore: now,
      pullAt: now + Math.round(PULL_EVERY_MS * (0.75 + random / 2)),
    };
  return afterFailure(state, answer, now, random);
}

/** Brings the next requests forward, spread over a second: there is news, or the connection may be back. */
export function askSoon(state: SyncState, now: number, random: number): SyncState {
  const soon = now + Math.round(random * 1_000);
  return { ...state, notBefore: Math.min(state.notBefore, soon), pullAt: Math.min(state.pullAt, soon) };
}

/**
 * Adjusts a state to a clock that was set back by `by` ms, to `now`. Delays keep their length. The roster is
 * fetched at once, for its answer measures the clock's offset.
 */
export function afterClockSetBack(state: SyncState, by: number, now: number): SyncState {
  const deferred = new Map([...state.deferred].map(([id, one]) => [id, { ...one, until: one.until - by }]));
  return { ...state, notBefore: state.notBefore - by, pullAt: now, deferred };
}

export function ended(state: SyncState, why: 'revoked' | 'signed-out'): SyncState {
  return { ...state, link: { kind: 'ended', why } };
}

/** Answers the milliseconds until something is due; `null` if nothing ever is (the sign-in has ended). */
export function untilNext(state: SyncState, waiting: readonly { id: Id }[], now: number): number | null {
  if (state.link.kind === 'ended') return null;
  const free = waiting.some((row) => !state.deferred.has(row.id));
  const deferredUntil = Math.min(
    Infinity,
    ...waiting.flatMap((row) => state.deferred.get(row.id)?.until ?? []),
  );
  const due = Math.min(state.pullAt, free ? 0 : deferredUntil);
  return Math.max(0, Math.max(due, state.notBefore) - now);
}

/**
 * Answers whether the service refused the content (400, 413, 422). Other refusals depend on the time, the
 * rate or the sign-in, so the same request may pass later.
 */
const isAboutContent = ({ status }: { status: number }): boolean =>
  status === 400 || status === 413 || status === 422;

function afterFailure(
  state: SyncState,
  answer: Exclude<SendAnswer | PullAnswer, { kind: 'receipts' | 'roster' }>,
  now: number,
  random: number,
): SyncState {
  if (answer.kind === 'problem' && answer.status === 401)
    return ended(state, answer.code === 'auth.ended' ? 'revoked' : 'signed-out');
  const asked = answer.kind === 'problem' ? Math.min(answer.retryAfterMs ?? 0, LONGEST_ASKED_MS) : 0;
  const wait = Math.max(waitAfter(state.failures, random), asked * (1 + random / 4));
  return {
    ...state,
    link: linkAfter(state.link, answer, now),
    failures: state.failures + 1,
    notBefore: now + Math.round(wait),
  };
}

function linkAfter(
  link: Link,
  answer: Exclude<SendAnswer | PullAnswer, { kind: 'receipts' | 'roster' }>,
  now: number,
): Link {
  if (answer.kind === 'problem')
    return { kind: 'hindered', since: link.kind === 'hindered' ? link.since : now, code: answer.code };
  return { kind: 'lost', since: link.kind === 'lost' ? link.since : now };
}

const connected = (state: SyncState): SyncState => ({ ...state, link: { kind: 'connected' }, failures: 0 });

function defer(deferred: ReadonlyMap<Id, Deferred>, id: Id, code: string, now: number): Map<Id, Deferred> {
  const tries = (deferred.get(id)?.tries ?? 0) + 1;
  return new Map(deferred).set(id, {
    tries,
    code,
    until: now + Math.min(LONGEST_DEFERRAL_MS, FIRST_DEFERRAL_MS * 2 ** (tries - 1)),
  });
}
function withoutDeferred(deferred: ReadonlyMap<Id, Deferred>, ids: Id[]): Map<Id, Deferred> {
  const rest = new Map(deferred);
  for (const id of ids) rest.delete(id);
  return rest;
}
