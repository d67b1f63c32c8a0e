import { Injectable } from '@nestjs/common';
import { API_BASE } from '../../contract/version.js';
import type { Id } from '../../contract/wire.js';
import { Recent } from '../../platform/cache/recent.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import type { CallerFacts, ReplyCookies } from '../../platform/http/exchange.js';
import { Problem } from '../../platform/http/problem.js';
import { Secrets } from '../../platform/secrets/secrets.js';

/** The secrets of one round trip to the provider; all follow from a seed in the browser's cookie. */
export interface FlowSecrets {
  state: string;
  nonce: string;
  /** PKCE code verifier: 64 characters that a URL may hold. */
  verifier: string;
}
/** Why somebody went to the provider. */
export interface Purpose {
  /** Our page to come back to. */
  to: string;
  /** The account to bind to whoever comes back; `null` for a sign-in. */
  accountId: Id | null;
}

const MINUTES = 10;
const FORM = /^(([\da-z]{1,12})\.([\w-]{43})\.([\w-]{2,600}))\.([\da-f]{64})$/;

/**
 * Binds each round trip to the provider to the browser that began it, by a signed cookie: an address that
 * somebody else made signs nobody in. The service stores nothing, so strangers cannot fill it.
 */
@Injectable()
export class FlowCookie {
  /** Seeds that were used: each round trip signs in once. */
  private readonly used = new Recent<true>(10_000);
  private readonly name: string;

  constructor(
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly secrets: Secrets,
  ) {
    this.name = `${config.isHttps ? '__Secure-' : ''}oidc`;
  }

  begin(reply: ReplyCookies, purpose: Purpose): FlowSecrets {
    const seed = Secrets.token();
    const expires = this.clock.now() + MINUTES * 60_000;
    const written = Buffer.from(JSON.stringify(purpose)).toString('base64url');
    const value = `${expires.toString(36)}.${seed}.${written}`;
    reply.setCookie(this.name, `${value}.${this.signature(value)}`, {
      ...this.options,
      expires: new Date(expires),
    });
    return this.secretsOf(seed);
  }

  /** Takes the cookie back; a seed works once. @throws Problem auth.state-invalid */
  take(
    request: CallerFacts,
    reply: ReplyCookies,
    state: string | null,
  ): { secrets: FlowSecrets; purpose: Purpose } {
    reply.clearCookie(this.name, this.options);
    const [, value, expires, seed, written, signature] = FORM.exec(request.cookies[this.name] ?? '') ?? [];
    if (value === undefined || !Secrets.equal(signature!, this.signature(value)))
      throw new Problem('auth.state-invalid');
    const secrets = this.secretsOf(seed!);
    const isLate = Number.parseInt(expires!, 36) <= this.clock.now();
    if (isLate || this.used.get(seed!) || state === null || !Secrets.equal(state, secrets.state))
      throw new Problem('auth.state-invalid');
    this.used.set(seed!, true);
    const purpose = JSON.parse(Buffer.from(written!, 'base64url').toString()) as Purpose;
    return { secrets, purpose };
  }

  /** `lax`: the provider sends the browser back from another site, where `strict` would hide the cookie. */
  private get options() {
    return {
      path: `${API_BASE}/auth/oidc`,
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.isHttps,
    } as const;
  }

  private secretsOf(seed: string): FlowSecrets {
    const of = (what: string): string => this.secrets.keyed(`oidc-${what}`, seed);
    return { state: of('state'), nonce: of('nonce'), verifier: of('verifier') };
  }

  private signature(value: string): string {
    return this.secrets.keyed('oidc-flow', value);
  }
}
