import { oneLine } from '#contract/clean-text.js';
import { withReadings } from '#contract/speak-queue.js';
import type { SpeakRequest } from '#contract/speaking.js';
import type { Id, Instant } from '#contract/wire.js';
import { isRecord, type Answer, ownJson, problemOf, type RawAnswer } from '../sync/answer.rules.js';
import type { CachedSpeaking, UnsentRequest } from './cached-speaking.js';

/** How many of the last requests the device caches. */
const REQUESTS_CACHED = 20;
/** How long the page says by itself that a request came to nothing. */
const OUTCOME_STANDS_MS = 15 * 60_000;

/** What the page shows of the site's requests without being asked. */
export type SpeakStanding =
  | { kind: 'unsent' | 'refused'; unsent: UnsentRequest }
  | { kind: 'waiting' | 'called' | 'speaking' | 'skipped'; request: SpeakRequest };

/** Answers the cached requests of this site. Those of another site are ignored. */
export const speakingOfSite = (cached: CachedSpeaking | null | undefined, siteId: Id): CachedSpeaking =>
  cached?.siteId === siteId ? cached : { siteId, unsent: null, requests: [] };

/** Answers the text as one line, as the service takes it; `null` if it is empty or too long. */
export function lineOf(text: string, limit: number): string | null {
  const line = oneLine(text);
  return line === '' || line.length > limit ? null : line;
}

/** Adds what the service said of some requests. Answers the same object if nothing is new. */
export function afterReadings(cached: CachedSpeaking, readings: readonly SpeakRequest[]): CachedSpeaking {
  const own = readings.filter(({ siteId }) => siteId === cached.siteId);
  const known = withReadings(new Map(cached.requests.map((request) => [request.id, request])), own);
  const requests = [...known.values()].sort((a, b) => b.seq - a.seq).slice(0, REQUESTS_CACHED);
  // The service may have the request although its answer was lost.
  const unsent = cached.unsent && known.has(cached.unsent.id) ? null : cached.unsent;
  const after = { ...cached, unsent, requests };
  return JSON.stringify(after) === JSON.stringify(cached) ? cached : after;
}

const ORDER = ['called', 'speaking', 'waiting'] as const;
/**
 * Answers what concerns the room most: a call, then whoever speaks, what waits, what was not sent, and for a
 * while what came to nothing.
 * @param now by the service's clock
 */
export function standingOf({ unsent, requests }: CachedSpeaking, now: Instant): SpeakStanding | null {
  for (const kind of ORDER) {
    const request = requests.find(({ state }) => state === kind);
    if (request) return { kind, request };
  }
  if (unsent) return { kind: unsent.refused === null ? 'unsent' : 'refused', unsent };
  const [request] = requests;
  const isFresh = Date.parse(now) - Date.parse(request?.endedAt ?? '') < OUTCOME_STANDS_MS;
  return request?.state === 'skipped' && isFresh ? { kind: 'skipped', request } : null;
}

export type SpeakAnswer = Answer<{ kind: 'requests'; requests: SpeakRequest[]; open: boolean | null }>;

/** Reads a request or a list of them. An answer with anything missing is not the service's. */
export function readSpeakAnswer(raw: RawAnswer): SpeakAnswer {
  const body = ownJson(raw);
  if (raw.status !== 200 && raw.status !== 201) return problemOf(raw, body);
  const isList = isRecord(body) && Array.isArray(body.items);
  const requests = isList ? (body.items as unknown[]) : [body];
  if (!requests.every(isRequest)) return { kind: 'foreign', status: raw.status };
  const gate = isList && isRecord(body.gate) ? body.gate.open : null;
  return { kind: 'requests', requests, open: typeof gate === 'boolean' ? gate : null };
}
const isRequest = (value: unknown): value is SpeakRequest =>
  isRecord(value) &&
  [value.id, value.siteId, value.topic, value.state].every((text) => typeof text === 'string') &&
  [value.seq, value.place, value.calls].every((number) => typeof number === 'number');
