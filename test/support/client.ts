import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { TokenReply } from '../../src/contract/auth.js';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** Speaks HTTP as a program does: JSON in, JSON out, a bearer token. Nothing is thrown for a 4xx. */
export class Client {
  constructor(
    readonly url: string,
    readonly token?: string,
    private readonly usual: Record<string, string> = {},
  ) {}

  as(token: string): Client {
    return new Client(this.url, token);
  }

  /** What a live connection of this client is opened with. */
  get live(): { token?: string; headers?: Record<string, string> } {
    return this.token === undefined ? { headers: this.usual } : { token: this.token };
  }

  /** As the browser that this answer has signed in, on a page of ours. */
  browser(signedIn: Answer<unknown>): Client {
    return new Client(this.url, undefined, { ...cookieOf(signedIn), origin: this.url });
  }

  get<T = never>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, undefined, headers);
  }
  post<T = never>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, body, headers);
  }
  patch<T = never>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('PATCH', path, body, headers);
  }
  delete<T = never>(path: string): Promise<Answer<T>> {
    return this.send<T>('DELETE', path);
  }
  /** multipart with one file and text fields. */
  upload<T = never>(
    path: string,
    file: { name: string; type?: string; content: Uint8Array | string },
    fields: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append(
      'file',
      new Blob([file.content as string], { type: file.type ?? 'application/octet-stream' }),
      file.name,
    );
    return this.send<T>('POST', path, form);
  }

  async send<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const isForm = body instanceof FormData;
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...this.usual,
        ...headers,
      },
      body:
        body === undefined
          ? undefined
          : isForm
            ? body
            : typeof body === 'string'
              ? body
              : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : text) as T,
    };
  }
}

/** A program's sign-in as the organizer whom `startTestApp` made. */
export async function organizerToken(url: string, login: string, password: string): Promise<string> {
  const answer = await new Client(url).post<TokenReply>(pathTo(ROUTES.tokens), {
    login,
    password,
    name: 'test',
  });
  if (answer.status !== 201)
    throw new Error(`no organizer token: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.token;
}

/** The header of whoever was signed in by this answer. */
export function cookieOf(answer: Answer<unknown>): { cookie: string } {
  return { cookie: answer.headers.get('set-cookie')!.split(';')[0]! };
}
