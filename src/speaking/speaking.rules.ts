import { waitingOf } from '../contract/speak-queue.js';
import { SPEAK_COUNTDOWN_MS, type SpeakBody, type SpeakState } from '../contract/speaking.js';
import type { Id, Instant } from '../contract/wire.js';
import type { Turn } from './turn.js';

export type SpeakAct = 'call' | 'ready' | 'not-now' | 'start' | 'end' | 'skip' | 'withdraw';
/** What an act makes of a request: another turn, `same` if it is there or beyond, `refused` ahead of time. */
export type Judgement = Turn | 'same' | 'refused';

export const isOver = (state: SpeakState): boolean =>
  state === 'done' || state === 'withdrawn' || state === 'skipped';

/** When the countdown of a call ends; null unless it is called. */
export const calledUntil = ({ state, calledAt }: Pick<Turn, 'state' | 'calledAt'>): Instant | null =>
  state === 'called' ? new Date(Date.parse(calledAt!) + SPEAK_COUNTDOWN_MS).toISOString() : null;

/**
 * Judges an act. Whoever comes second, or twice, changes nothing and is answered how the request stands.
 * @param isSite the site's own word; an organizer who puts a request back does not use up its one "not now"
 * @param call the call that a site answers; a word on an earlier one changes nothing
 */
export function judge(turn: Turn, act: SpeakAct, at: Instant, isSite: boolean, call?: number): Judgement {
  if (isOver(turn.state)) return 'same';
  switch (act) {
    case 'call':
      return called(turn, at);
    case 'ready':
      return ready(turn, at, call);
    case 'not-now':
      return notNow(turn, at, isSite, call);
    case 'start':
      if (turn.state === 'waiting') return 'refused';
      return turn.state === 'speaking' ? 'same' : { ...turn, state: 'speaking', startedAt: at };
    case 'end':
      return turn.state === 'speaking' ? { ...turn, state: 'done', endedAt: at } : 'refused';
    case 'skip':
      return leaves(turn, 'skipped', at);
    case 'withdraw':
      return leaves(turn, 'withdrawn', at);
  }
}

/** A call that nobody has answered in time may be made again. */
function called(turn: Turn, at: Instant): Judgement {
  const until = calledUntil(turn);
  const isUnanswered = until !== null && until <= at && turn.readyAt === null;
  if (turn.state !== 'waiting' && !isUnanswered) return 'same';
  return { ...turn, state: 'called', calls: turn.calls + 1, calledAt: at, readyAt: null };
}

function ready(turn: Turn, at: Instant, call = turn.calls): Judgement {
  if (call !== turn.calls) return 'same';
  if (turn.state === 'waiting') return turn.calls > 0 ? 'same' : 'refused';
  return turn.state === 'called' && turn.readyAt === null ? { ...turn, readyAt: at } : 'same';
}

/** Back to its place, which it has kept; the second time the site leaves the queue. */
function notNow(turn: Turn, at: Instant, isSite: boolean, call = turn.calls): Judgement {
  if (turn.state === 'speaking') return 'refused';
  if (call !== turn.calls) return 'same';
  if (turn.state === 'waiting') return turn.calls > 0 ? 'same' : 'refused';
  if (isSite && turn.declined) return { ...turn, state: 'withdrawn', endedAt: at };
  return { ...turn, state: 'waiting', readyAt: null, declined: turn.declined || isSite };
}

const leaves = (turn: Turn, state: 'skipped' | 'withdrawn', at: Instant): Judgement =>
  turn.state === 'speaking' ? 'refused' : { ...turn, state, endedAt: at };

/** What becomes of an open request when its session ends: the record keeps it as it was left. */
export const endedWithSession = (turn: Turn, at: Instant): Turn => ({
  ...turn,
  state: turn.state === 'speaking' ? 'done' : 'skipped',
  endedAt: at,
});

/** Is this the existing request, sent once more? Any device of the site may do so. */
export const isRepetition = (existing: Turn, siteId: Id, { topic, speaker }: SpeakBody): boolean =>
  existing.siteId === siteId && existing.topic === topic && existing.speaker === (speaker ?? null);

/** One open request per site and session. */
export const openAlready = (open: readonly Turn[], siteId: Id, sessionId: Id | null): Turn | null =>
  open.find((turn) => turn.siteId === siteId && turn.sessionId === sessionId) ?? null;

/**
 * Puts a waiting request before another, or first. The waiting requests share out the places that they have,
 * so that whoever comes later comes behind all of them.
 * @param open all open requests of the conference
 * @returns the turns that have changed
 */
export function pinned(open: readonly Turn[], id: Id, before: Id | null): Turn[] {
  const others = waitingOf(open).filter((turn) => turn.id !== id);
  const at = before === null ? 0 : others.findIndex((turn) => turn.id === before);
  return placed(open, id, at, true);
}

/** Puts a request back among those whom nobody has moved, in the order of arrival. */
export function unpinned(open: readonly Turn[], id: Id): Turn[] {
  const waiting = waitingOf(open);
  const turn = waiting.find((one) => one.id === id);
  const others = waiting.filter((one) => one.id !== id);
  const at = others.findIndex((other) => !other.pinned && other.arrival > turn!.arrival);
  return placed(open, id, at < 0 ? others.length : at, false);
}

function placed(open: readonly Turn[], id: Id, at: number, isPinned: boolean): Turn[] {
  const waiting = waitingOf(open);
  const places = waiting.map(({ place }) => place);
  const others = waiting.filter((turn) => turn.id !== id);
  const moved = waiting.find((turn) => turn.id === id);
  if (moved === undefined || at < 0) return [];
  const next = [...others.slice(0, at), { ...moved, pinned: isPinned }, ...others.slice(at)];
  const before = new Map(waiting.map((turn) => [turn.id, turn]));
  return next
    .map((turn, index) => ({ ...turn, place: places[index]! }))
    .filter(({ id: own, place, pinned: mark }) => {
      const existing = before.get(own)!;
      return existing.place !== place || existing.pinned !== mark;
    });
}

/** What organizers said of a conference and its sessions, by id. */
export type Gates = ReadonlyMap<Id, boolean>;

/** The session's own word, else the conference's; open until somebody closes it. */
export const isTaken = (gates: Gates, conferenceId: Id, sessionId: Id | null): boolean =>
  (sessionId === null ? undefined : gates.get(sessionId)) ?? gates.get(conferenceId) ?? true;
