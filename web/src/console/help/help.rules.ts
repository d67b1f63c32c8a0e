import { oneLine } from '#contract/clean-text.js';
import type { HelpCall } from '#contract/help.js';
import { HELP_TEXT_LIMIT } from '#contract/help.js';
import type { Id, Instant } from '#contract/wire.js';
import type { HelpAnswer } from './help-answer.rules.js';
import type { CachedCalls, WaitingCall } from './cached-calls.js';

/** So many of the last calls are cached on the device. */
export const CALLS_CACHED = 20;
/** An answer stands on the page for so long; after that it is found with the earlier calls. */
export const ANSWER_STANDS_MS = 30 * 60_000;

/** What the page says of the site's calls without being asked. */
export type Standing =
  | { kind: 'waiting'; call: WaitingCall }
  | { kind: 'refused'; call: WaitingCall }
  | { kind: 'open' | 'answered'; call: HelpCall };

/** What this device keeps of that site; what it cached of another one is nobody's here. */
export function callsOfSite(cached: CachedCalls | null | undefined, siteId: Id): CachedCalls {
  return cached?.siteId === siteId ? cached : { siteId, waiting: null, calls: [] };
}

/** One line, as the service takes it; null when it is empty or too long. */
export function messageOf(text: string): string | null {
  const line = oneLine(text);
  return line === '' || line.length > HELP_TEXT_LIMIT ? null : line;
}

/** With what the service said of some calls. The same object when that is nothing new. */
export function afterNews(cached: CachedCalls, news: readonly HelpCall[]): CachedCalls {
  const known = new Map(cached.calls.map((call) => [call.id, call]));
  // News may arrive out of order, and a call that is closed never opens again.
  for (const call of news)
    if (call.siteId === cached.siteId && (call.state !== 'open' || !known.has(call.id)))
      known.set(call.id, call);
  const calls = [...known.values()]
    .sort((a, b) => compare(b.at, a.at) || compare(b.id, a.id))
    .slice(0, CALLS_CACHED);
  // The service may have it although its answer was lost on the way.
  const waiting = cached.waiting && known.has(cached.waiting.id) ? null : cached.waiting;
  const after = { ...cached, waiting, calls };
  return JSON.stringify(after) === JSON.stringify(cached) ? cached : after;
}

/**
 * First what has not gone, then what nobody has answered yet, then the last answer while it is
 * fresh. `now`: the service's clock.
 */
export function standingOf({ waiting, calls }: CachedCalls, now: Instant): Standing | null {
  if (waiting) return { kind: waiting.refused === null ? 'waiting' : 'refused', call: waiting };
  const open = calls.find(({ state }) => state === 'open');
  if (open) return { kind: 'open', call: open };
  const answered = calls.find(({ state }) => state === 'answered');
  if (!answered?.closed || Date.parse(now) - Date.parse(answered.closed.at) > ANSWER_STANDS_MS) return null;
  return { kind: 'answered', call: answered };
}

/**
 * Refusals that judge the call itself: sending it again changes nothing. All others
 * judge when, how often, or by whom.
 */
export function refusalOf(answer: HelpAnswer): string | null {
  return answer.kind === 'problem' && [400, 403, 404, 409, 413, 422].includes(answer.status)
    ? answer.code
    : null;
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
