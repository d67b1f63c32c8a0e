import { ENTRY_LIMIT, type Receipt } from '#contract/attendance.js';
import type { Id } from '#contract/wire.js';
import type { PullAnswer, SendAnswer } from './answer.rules.js';

/**
 * What the last requests say of the line, and nothing else does: a browser's
 * own flag only asks for a request.
 */
export type Link =
  | { kind: 'unknown' }
  | { kind: 'connected' }
  | { kind: 'lost'; since: number }
  /** The service answers, and does not take our requests now (busy, failing, refusing). */
  | { kind: 'hindered'; since: number; code: string }
  | { kind: 'ended'; why: 'revoked' | 'signed-out' };

/**
 * An entry that the service refused without naming it in a receipt. It stays, and is
 * tried again alone, after the others.
 */
export interface Deferred {
  until: number;
  tries: number;
  code: string;
}
export interface SyncState {
  link: Link;
  /** Requests in a row without an answer that helps. */
  failures: number;
  /** No request before then. */
  notBefore: number;
  /** How many entries the next batch may have. */
  size: number;
  deferred: ReadonlyMap<Id, Deferred>;
  /** When the roster is to be fetched next. */
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
const LONGEST_ASKED_MS = 120_000;
const FIRST_DEFERRAL_MS = 30_000;
const LONGEST_DEFERRAL_MS = 600_000;
export const PULL_EVERY_MS = 20_000;
/** Soon, but not at once: the next taps of a roll ride along. */
const PULL_AFTER_SEND_MS = 1_500;

/**
 * Exponential with jitter over its upper half, so that 239 rooms cut off together do not come
 * back together. `random` in 0 … 1.
 */
export function waitAfter(failures: number, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}

/** The oldest entries that may go now: first those never refused, then, one at a time, those that were. */
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
 * Uploads go before downloads; but where uploads alone fail, again and again, the roster must not stay old
 * for ever, and the end of the sign-in must be noticed.
 */
export function mustPullFirst(state: SyncState, now: number): boolean {
  return state.failures % 3 === 2 && state.pullAt <= now;
}

/** Receipts that name an entry of this batch, once each. Only these settle anything. */
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
    // An answer that names none of ours is no answer to us.
    if (named.length === 0) return afterFailure(state, { kind: 'foreign', status: 200 }, now, random);
    const deferred = withoutDeferred(
      state.deferred,
      named.map((receipt) => receipt.id),
    );
    // Whoever was sent and not named must not be sent again and again in front of the others.
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
  // One entry that makes the service fail must not stop the rest: smaller batches
  // first, then the next entry's turn.
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

/** Somebody else's entry arrived, or the line seems to be back: ask soon, spread over a second. */
export function askSoon(state: SyncState, now: number, random: number): SyncState {
  const soon = now + Math.round(random * 1_000);
  return { ...state, notBefore: Math.min(state.notBefore, soon), pullAt: Math.min(state.pullAt, soon) };
}

/**
 * The device's clock was set back by `by` ms, to `now`: whatever was to be done in a while is done
 * in that while, and not when the clock has come round again; the roster is fetched, for its answer
 * says how far off the clock is now.
 */
export function afterClockSetBack(state: SyncState, by: number, now: number): SyncState {
  const deferred = new Map([...state.deferred].map(([id, one]) => [id, { ...one, until: one.until - by }]));
  return { ...state, notBefore: state.notBefore - by, pullAt: now, deferred };
}

export function ended(state: SyncState, why: 'revoked' | 'signed-out'): SyncState {
  return { ...state, link: { kind: 'ended', why } };
}

/** Milliseconds until there is something to do; null when nothing ever is (the sign-in has ended). */
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

/** 400, 413 and 422 judge what was sent; any other refusal judges when, how often, or by whom. */
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
