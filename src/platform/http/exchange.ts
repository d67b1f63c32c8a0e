import type { IncomingHttpHeaders } from 'node:http';

/** The parts of a request that tell who is calling. */
export interface CallerFacts {
  readonly ip: string;
  readonly headers: IncomingHttpHeaders;
  readonly cookies: Readonly<Record<string, string | undefined>>;
}

interface CookieOptions {
  path: string;
  httpOnly?: boolean;
  sameSite?: 'lax' | 'strict';
  secure?: boolean;
  expires?: Date;
}

/** Sets the cookies of a reply. */
export interface ReplyCookies {
  setCookie(name: string, value: string, options: CookieOptions): unknown;
  clearCookie(name: string, options: CookieOptions): unknown;
}
