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
async function send<T>(method: string, path: string, body?: unknown, timeout = TIMEOUT_MS): Promise<T> {
  const isForm = body instanceof FormData;
  let response: Response;
  try {
    response = await fetchApi(path, {
      method,
      credentials: 'same-origin',
      cache: 'no-cache',
      headers: body === undefined || isForm ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
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
    send<T>('POST', path, body, timeout),
  put: <T>(path: string, body: unknown): Promise<T> => send<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown): Promise<T> => send<T>('PATCH', path, body),
  delete: <T>(path: string): Promise<T> => send<T>('DELETE', path),
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
