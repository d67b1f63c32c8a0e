import { LINE_TEST, type LineProbe } from '#contract/readiness.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import { fetchApi } from '../../shared/fetch-api.js';
import type { Pairing } from '../store/rows.js';
import { ownJson } from '../sync/answer.rules.js';
import { ask } from '../sync/wire.js';
import { rateOf, type Trip, TRIP_LIMIT } from './measures.rules.js';

/** Ms that a transfer may take; what has come until then says the rate. */
const TRANSFER_MS = 28_000;
/** Times that a console asks for its turn before it gives up. */
const ASKINGS = 40;
type Access = Pick<Pairing, 'siteId' | 'token'>;

/** Makes the round trips one after another. Two in a row without an answer at the start: there is no line. */
export async function roundTrips({ siteId, token }: Access): Promise<Trip[]> {
  const trips: Trip[] = [];
  for (let at = 0; at < LINE_TEST.roundTrips; at += 1) {
    trips.push(await trip(pathTo(ROUTES.lineProbe, siteId), token));
    if (at === 1 && trips.every(({ took }) => took === null)) break;
  }
  return trips;
}

async function trip(path: string, token: string): Promise<Trip> {
  const none = { took: null, offset: 0 };
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), TRIP_LIMIT);
  try {
    const [sentAt, from] = [Date.now(), performance.now()];
    const response = await fetchApi(path, { ...access(token), signal: end.signal });
    const { at } = (await response.json()) as LineProbe;
    const took = performance.now() - from;
    return response.ok ? { took, offset: sentAt + took / 2 - Date.parse(at) } : none;
  } catch {
    return none;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Waits for this site's turn. Answers false if the service is not there, or others measure for too long.
 * @param waits told in how many seconds it asks again
 */
export async function takeTurn(
  { siteId, token }: Access,
  waits: (seconds: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  for (let at = 0; at < ASKINGS && !signal.aborted; at += 1) {
    const raw = await ask(token, pathTo(ROUTES.lineTest, siteId), {});
    if (raw?.status === 200) return true;
    const problem = raw ? (ownJson(raw) as { code?: string } | undefined) : undefined;
    if (problem?.code !== 'line-test.busy') return false;
    const seconds = Math.min(60, Math.max(1, Number(raw?.retryAfter) || 5));
    for (let left = seconds; left > 0 && !signal.aborted; left -= 1) {
      waits(left);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
  return false;
}
export async function endTurn({ siteId, token }: Access): Promise<void> {
  await fetchApi(pathTo(ROUTES.lineTest, siteId), { ...access(token), method: 'DELETE' }).catch(() => null);
}

/** kbit/s, from the first byte that comes; `null` if the transfer broke off. */
export async function downloadRate({ siteId, token }: Access): Promise<number | null> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), TRANSFER_MS);
  const from = performance.now();
  let bytes = 0;
  try {
    const response = await fetchApi(pathTo(ROUTES.lineDownload, siteId), {
      ...access(token),
      signal: end.signal,
    });
    if (!response.ok || !response.body) return null;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
    }
    return bytes < LINE_TEST.downloadBytes ? null : rateOf(bytes, performance.now() - from);
  } catch {
    return end.signal.aborted && bytes > 0 ? rateOf(bytes, TRANSFER_MS) : null;
  } finally {
    clearTimeout(timer);
  }
}

/** kbit/s; at most as much as the time allows if the service still waits for the rest. */
export async function uploadRate({ siteId, token }: Access): Promise<number | null> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), TRANSFER_MS);
  const from = performance.now();
  try {
    const response = await fetchApi(pathTo(ROUTES.lineUpload, siteId), {
      ...access(token),
      method: 'POST',
      headers: { ...access(token).headers, 'content-type': 'application/json' },
      body: JSON.stringify({ filler: filler() }),
      signal: end.signal,
    });
    return response.ok ? rateOf(LINE_TEST.uploadBytes, performance.now() - from) : null;
  } catch {
    return end.signal.aborted ? rateOf(LINE_TEST.uploadBytes, TRANSFER_MS) : null;
  } finally {
    clearTimeout(timer);
  }
}

/** Random digits: what repeats itself, a tunnel on the way would pack. */
function filler(): string {
  const part = crypto.getRandomValues(new Uint8Array(32_768));
  const hex = Array.from(part, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.repeat(LINE_TEST.uploadBytes / hex.length);
}

const access = (token: string) =>
  ({ credentials: 'omit', cache: 'no-store', headers: { authorization: `Bearer ${token}` } }) as const;
