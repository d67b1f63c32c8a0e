import type { AttendanceBody } from '#contract/attendance.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id } from '#contract/wire.js';
import { fetchApi } from '../../shared/fetch-api.js';
import { type RawAnswer, readPullAnswer, readSendAnswer } from './answer.rules.js';
import type { SyncWire } from './sync.js';

const SILENCE_MS = 12_000;

/** Sends the requests of one site's console over HTTP. Never throws: no answer is an answer too. */
export function httpWire(siteId: Id, token: string): SyncWire {
  return {
    send: async (entries) => {
      const raw = await ask(token, pathTo(ROUTES.attendance, siteId), { entries } satisfies AttendanceBody);
      return raw ? readSendAnswer(raw) : { kind: 'none' };
    },
    pull: async (since) => {
      const sentAt = Date.now();
      const raw = await ask(
        token,
        `${pathTo(ROUTES.roster, siteId)}${since === null ? '' : `?since=${since}`}`,
      );
      return raw ? readPullAnswer(raw, sentAt, Date.now()) : { kind: 'none' };
    },
  };
}

/** Makes one request with the device's token. Answers `null` if no complete answer came within the time. */
export async function ask(
  token: string,
  path: string,
  body?: unknown,
  method = 'POST',
): Promise<RawAnswer | null> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE_MS);
  try {
    const response = await fetchApi(path, {
      ...(body === undefined ? {} : { method, body: JSON.stringify(body) }),
      credentials: 'omit',
      cache: 'no-store',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      signal: silence.signal,
    });
    // The body may stop half-way as well as the headers.
    const text = await response.text();
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      text,
      retryAfter: response.headers.get('retry-after'),
    };
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
