import { Injectable } from '@nestjs/common';
import { API_BASE } from '../../contract/version.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import type { CallerFacts, ReplyCookies } from '../../platform/http/exchange.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import type { AttemptKind } from './attempts.rules.js';
import { SiteNetworks } from './site-networks.js';

/** The caller of a sign-in, as far as known before it. */
export interface Caller {
  address: string;
  /** As which subject this browser has signed in before, as a keyed hash; `null` if it has not. */
  known: string | null;
}

const DAYS = 180;
const DAY = 24 * 60 * 60_000;
const TAG_LENGTH = 32;

/**
 * Knows a browser again that has signed in before, by a signed cookie that names the kind of sign-in and,
 * as a keyed hash, the login or code. The cookie opens nothing, helps with that login or code alone, and
 * goes to the sign-in routes alone.
 */
@Injectable()
export class CallersService {
  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly networks: SiteNetworks,
    private readonly secrets: Secrets,
  ) {}

  identify(kind: AttemptKind, request: CallerFacts): Caller {
    return { address: request.ip, known: this.knownIn(kind, request.cookies[this.nameOf(kind)]) };
  }

  /** Lets the browser prove next time that it has signed in as this subject. */
  remember(reply: ReplyCookies, kind: AttemptKind, subject: string): void {
    const expires = this.clock.now() + DAYS * DAY;
    const value = `${expires.toString(36)}.${this.tagOf(kind, subject)}`;
    const options = {
      path: `${API_BASE}/auth`,
      httpOnly: true,
      sameSite: 'strict',
      secure: this.config.isHttps,
      expires: new Date(expires),
    } as const;
    reply.setCookie(this.nameOf(kind), `${value}.${this.signature(kind, value)}`, options);
  }

  /** A console has just been paired from there: a site sits behind that address. */
  noteConsole(request: CallerFacts, signInId: Id): void {
    this.networks.note(request, signInId);
  }

  /** Makes `Caller.known` of a browser that has signed in as this subject. */
  tagOf(kind: AttemptKind, subject: string): string {
    return this.secrets.keyed('known-subject', `${kind} ${subject}`).slice(0, TAG_LENGTH);
  }

  private knownIn(kind: AttemptKind, cookie: string | undefined): string | null {
    const [, value, expires, tag, signature] =
      /^(([\da-z]{1,12})\.([\da-f]{32}))\.([\da-f]{64})$/.exec(cookie ?? '') ?? [];
    if (value === undefined || !Secrets.equal(signature!, this.signature(kind, value))) return null;
    return Number.parseInt(expires!, 36) > this.clock.now() ? tag! : null;
  }

  private signature(kind: AttemptKind, value: string): string {
    return this.secrets.keyed('known-browser', `${kind} ${value}`);
  }

  private nameOf(kind: AttemptKind): string {
    return `${this.config.isHttps ? '__Secure-' : ''}known-${kind}`;
  }
}
