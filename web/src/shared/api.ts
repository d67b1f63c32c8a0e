import type { ProblemBody, ProblemCode } from '#contract/problem.js';
import { fetchApi } from './fetch-api.js';
import { noteServerTime } from './server-time.js';

/**
 * A fault that a page may meet: the service's answer, no answer (`network`), or another party's (`foreign`: a
 * captive portal).
 */
export class ApiFault extends Error {
  constructor(
    readonly code: ProblemCode | 'network' | 'foreign',
    readonly status: number,
    readonly problem?: ProblemBody,
    /** Seconds after which the service asks to come again; `null` if it did not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(problem?.detail ?? code);
  }
}

const TIMEOUT_MS = 15_000;

/**
 * Makes one request to the service with the browser's cookie.
 * @throws ApiFault
 */
async function send<T>(
  method: string,
  path: string,
  body?: unknown,
  { timeout = TIMEOUT_MS, ifMatch }: { timeout?: number; ifMatch?: string } = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetchApi(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-cache',
      ...written(body, ifMatch),
      signal: AbortSignal.timeout?.(timeout),
    });
  } catch {
    throw new ApiFault('network', 0);
  }
  noteServerTime(response);
  if (response.status === 204) return undefined as T;
  const json = await readJson(response);
  if (response.ok) return json as T;
  const problem = json as ProblemBody;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  throw new ApiFault(
    problem.code ?? 'foreign',
    response.status,
    problem,
    Number.isNaN(retryAfter) ? null : retryAfter,
  );
}

/** A body as it goes out: a form by itself, all else as JSON. */
function written(
  body: unknown,
  ifMatch: string | undefined,
): { headers: Record<string, string>; body?: BodyInit } {
  const version: Record<string, string> = ifMatch === undefined ? {} : { 'if-match': ifMatch };
  if (body === undefined) return { headers: version };
  if (body instanceof FormData) return { headers: version, body };
  return { headers: { 'content-type': 'application/json', ...version }, body: JSON.stringify(body) };
}

/** Reads our own JSON alone: a portal's page may answer 200. */
async function readJson(response: Response): Promise<unknown> {
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? ''))
    throw new ApiFault('foreign', response.status);
  try {
    return await response.json();
  } catch {
    throw new ApiFault('foreign', response.status);
  }
}

export const api = {
  get: <T>(path: string): Promise<T> => send<T>('GET', path),
  post: <T>(path: string, body?: unknown, timeout?: number): Promise<T> =>
    send<T>('POST', path, body, { timeout }),
  put: <T>(path: string, body: unknown): Promise<T> => send<T>('PUT', path, body),
  /** @param ifMatch the version that was seen: 412 `edit.outdated` if it is another now */
  patch: <T>(path: string, body: unknown, ifMatch?: string): Promise<T> =>
    send<T>('PATCH', path, body, { ifMatch }),
  delete: <T>(path: string, body?: unknown): Promise<T> => send<T>('DELETE', path, body),
};

/** Fetches every page of a list. */
export async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  let next: string | null = null;
  do {
    const after: string = next ? `&after=${encodeURIComponent(next)}` : '';
    const page: { items: T[]; next: string | null } = await api.get(
      `${path}${path.includes('?') ? '&' : '?'}limit=500${after}`,
    );
    items.push(...page.items);
    next = page.next;
  } while (next);
  return items;
}
