import type { ProblemBody } from '../contract/problem.js';
import { CONTRACT_HEADER, CONTRACT_VERSION } from '../contract/version.js';
import type { Page } from '../contract/wire.js';

/** An answer that is not a success. `status` 0: no answer at all. */
export class ApiFault extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<ProblemBody> | null,
    what: string,
  ) {
    const code = problem?.code ? ` ${problem.code}` : '';
    const detail = problem?.detail ? ` (${problem.detail})` : '';
    super(`${what}: ${status === 0 ? 'no answer' : status}${code}${detail}`);
  }
}

/** The service's HTTP interface as any program uses it: a base address and a bearer token. */
export class ApiClient {
  constructor(
    readonly url: string,
    readonly token: string | null = null,
  ) {}

  as(token: string): ApiClient {
    return new ApiClient(this.url, token);
  }
  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }
  post<T>(path: string, body?: unknown): Promise<T> {
    return this.send<T>('POST', path, body === undefined ? undefined : JSON.stringify(body), {
      'content-type': 'application/json',
    });
  }
  put<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PUT', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }
  patch<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PATCH', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }
  upload<T>(
    path: string,
    name: string,
    content: Uint8Array | string,
    fields: Record<string, string> = {},
  ): Promise<T> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob([content as string]), name);
    return this.send<T>('POST', path, form);
  }
  /** The bytes of a material. */
  async download(path: string): Promise<Uint8Array> {
    const response = await this.fetch('GET', path);
    return new Uint8Array(await response.arrayBuffer());
  }
  /** Every item of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    let after = '';
    do {
      const page: Page<T> = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=500${after}`);
      items.push(...page.items);
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
    } while (after);
    return items;
  }

  private async send<T>(
    method: string,
    path: string,
    body?: string | FormData,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const response = await this.fetch(method, path, body, body === undefined ? {} : headers);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async fetch(
    method: string,
    path: string,
    body?: string | FormData,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.url + path, {
        method,
        body,
        headers: {
          ...headers,
          [CONTRACT_HEADER]: String(CONTRACT_VERSION),
          ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        },
      });
    } catch {
      throw new ApiFault(0, null, `${method} ${path}`);
    }
    if (response.ok) return response;
    throw new ApiFault(
      response.status,
      (await response.json().catch(() => null)) as Partial<ProblemBody> | null,
      `${method} ${path}`,
    );
  }
}
