import { oneLine } from '#contract/clean-text.js';
import type { HelpCall } from '#contract/help.js';
import { HELP_TEXT_LIMIT } from '#contract/help.js';
import type { Id, Instant } from '#contract/wire.js';
import type { Answer } from '../sync/answer.rules.js';
import type { CachedCalls, WaitingCall } from './cached-calls.js';

/** How many of the last calls the device caches. */
export const CALLS_CACHED = 20;
/** How long the page shows an answer; later it stands in the list of earlier calls. */
export const ANSWER_STANDS_MS = 30 * 60_000;

/** What the page says of the site's calls without being asked. */
export type CallStanding =
  | { kind: 'waiting'; call: WaitingCall }
  | { kind: 'refused'; call: WaitingCall }
  | { kind: 'open' | 'answered'; call: HelpCall };

/** Answers the cached calls of this site. Calls cached for another site are ignored. */
export function callsOfSite(cached: CachedCalls | null | undefined, siteId: Id): CachedCalls {
  return cached?.siteId === siteId ? cached : { siteId, waiting: null, calls: [] };
}

/** Answers the text as one line, as the service takes it; `null` if it is empty or too long. */
export function messageOf(text: string): string | null {
  const line = oneLine(text);
  return line === '' || line.length > HELP_TEXT_LIMIT ? null : line;
}

/** Adds what the service said of some calls. Answers the same object if nothing is new. */
export function afterNews(cached: CachedCalls, news: readonly HelpCall[]): CachedCalls {
  const known = new Map(cached.calls.map((call) => [call.id, call]));
  // News may arrive out of order, and a closed call never opens again.
  for (const call of news) {
    const existing = known.get(call.id);
    if (call.siteId === cached.siteId && (!existing || isLater(call, existing))) known.set(call.id, call);
  }
  const calls = [...known.values()]
    .sort((a, b) => compare(b.at, a.at) || compare(b.id, a.id))
    .slice(0, CALLS_CACHED);
  // The service may have the call although its answer was lost.
  const waiting = cached.waiting && known.has(cached.waiting.id) ? null : cached.waiting;
  const after = { ...cached, waiting, calls };
  return JSON.stringify(after) === JSON.stringify(cached) ? cached : after;
}

function isLater(call: HelpCall, existing: HelpCall): boolean {
  if (call.state !== 'open' || existing.state !== 'open') return call.state !== 'open';
  const answers = answersOf(call).length - answersOf(existing).length;
  return answers > 0 || (answers === 0 && (call.taken?.at ?? '') >= (existing.taken?.at ?? ''));
}

/** The answers that left the call open. A call that an older version cached has none. */
export const answersOf = ({ answers }: Pick<HelpCall, 'id'> & Partial<HelpCall>): HelpCall['answers'] =>
  answers ?? [];

/** Says in a word, beside the button, how far the call has come. */
export function briefOf(standing: CallStanding): CallStanding['kind'] | 'taken' {
  if (standing.kind !== 'open') return standing.kind;
  if (answersOf(standing.call).length > 0) return 'answered';
  return standing.call.taken ? 'taken' : 'open';
}

/**
 * Answers which call to show: the unsent one, else an open one, else the last answer while it is fresh.
 * @param now by the service's clock
 */
export function standingOf({ waiting, calls }: CachedCalls, now: Instant): CallStanding | null {
  if (waiting) return { kind: waiting.refused === null ? 'waiting' : 'refused', call: waiting };
  const open = calls.find(({ state }) => state === 'open');
  if (open) return { kind: 'open', call: open };
  const answered = calls.find(({ state }) => state === 'answered');
  if (!answered?.closed || Date.parse(now) - Date.parse(answered.closed.at) > ANSWER_STANDS_MS) return null;
  return { kind: 'answered', call: answered };
}

/**
 * Answers the code if the service refused the call itself: sending it again changes nothing. Other refusals
 * depend on the time, the rate or the sign-in, so the same call may pass later.
 */
export function refusalOf(answer: Answer<{ kind: string }>): string | null {
  return 'code' in answer && [400, 403, 404, 409, 413, 422].includes(answer.status) ? answer.code : null;
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
