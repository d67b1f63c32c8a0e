import { Injectable, Logger } from '@nestjs/common';
import { createRemoteJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import * as openid from 'openid-client';
import { type Cache, Caches } from '../../platform/cache/cache.js';
import { Clock } from '../../platform/clock/clock.js';
import { Config } from '../../platform/config/config.js';
import type { IdentityProvider } from '../../platform/config/identity-provider.js';
import { Problem } from '../../platform/http/problem.js';
import type { FlowSecrets } from './flow-cookie.js';
import { groupsIn } from './provider.rules.js';
import { isAway, reasonOf } from './provider-faults.js';

/** Who came back from the provider. */
export interface ProviderIdentity {
  issuer: string;
  subject: string;
  /** The provider's own name for this sign-in; `null` if it has none. */
  sid: string | null;
  claims: Readonly<Record<string, unknown>>;
}
/** Whose sign-ins the provider has ended. `subject` or `sid` is there, or both. */
export interface EndedAtProvider {
  issuer: string;
  subject: string | null;
  sid: string | null;
}
interface Discovered {
  client: openid.Configuration;
  keys: JWTVerifyGetKey;
  until: number;
}

const SECONDS = 5;
const HOUR = 3_600_000;
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

/**
 * The OpenID provider of the settings. It is looked up when somebody signs in, not at the start: the service
 * and its passwords work while the provider is away.
 */
@Injectable()
export class OpenIdProvider {
  private readonly log = new Logger('OpenID Connect');
  private readonly discovered: Cache<Discovered>;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    caches: Caches,
  ) {
    this.discovered = caches.create('identity provider', [], {
      limit: 1,
      isCurrent: ({ until }) => this.clock.now() < until,
    });
  }

  /** @throws Problem auth.provider-none */
  get settings(): IdentityProvider {
    if (this.config.identityProvider === null) throw new Problem('auth.provider-none');
    return this.config.identityProvider;
  }

  /** Where the browser has to go. @throws Problem auth.provider-none, auth.provider-away */
  async addressOf({ state, nonce, verifier }: FlowSecrets, redirectUri: string): Promise<string> {
    const { client } = await this.discover();
    const address = openid.buildAuthorizationUrl(client, {
      redirect_uri: redirectUri,
      scope: this.settings.scopes,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return address.href;
  }

  /**
   * Takes the address with which the browser came back. Where the ID token does not tell the groups,
   * `/userinfo` is asked too.
   * @throws Problem auth.provider-away, auth.provider-refused
   */
  async identify(address: URL, { state, nonce, verifier }: FlowSecrets): Promise<ProviderIdentity> {
    const { client } = await this.discover();
    try {
      const tokens = await openid.authorizationCodeGrant(client, address, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const { iss: issuer, sub: subject, sid } = claims;
      const isTold =
        groupsIn(claims, this.settings.groupsClaim) !== null || !client.serverMetadata().userinfo_endpoint;
      const more = isTold ? {} : await openid.fetchUserInfo(client, tokens.access_token, subject);
      return {
        issuer,
        subject,
        sid: typeof sid === 'string' ? sid : null,
        claims: { ...claims, ...more },
      };
    } catch (fault) {
      throw this.refusal(fault);
    }
  }

  /**
   * Reads a logout token (OpenID Connect Back-Channel Logout 1.0).
   * @throws Problem auth.provider-none, auth.provider-away, auth.provider-refused
   */
  async endedBy(token: string): Promise<EndedAtProvider> {
    const { client, keys } = await this.discover();
    try {
      const { issuer } = client.serverMetadata();
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: this.settings.clientId,
        requiredClaims: ['iat', 'jti'],
        maxTokenAge: '10 minutes',
        clockTolerance: '30 seconds',
      });
      const { sub, sid, nonce, events } = payload;
      const subject = sub ?? null;
      const isLogout =
        typeof events === 'object' && events !== null && LOGOUT in events && nonce === undefined;
      if (!isLogout || (subject === null && typeof sid !== 'string'))
        throw new Problem('auth.provider-refused');
      return { issuer, subject, sid: typeof sid === 'string' ? sid : null };
    } catch (fault) {
      throw this.refusal(fault);
    }
  }

  /** @throws Problem auth.provider-none, auth.provider-away */
  private async discover(): Promise<Discovered> {
    const { settings } = this;
    try {
      return await this.discovered.get(settings.issuer, () => this.lookUp(settings));
    } catch (fault) {
      this.log.warn(`the provider ${settings.issuer} cannot be asked: ${reasonOf(fault)}`);
      throw new Problem('auth.provider-away', undefined, { cause: fault });
    }
  }

  private async lookUp({ issuer, clientId, clientSecret }: IdentityProvider): Promise<Discovered> {
    const server = new URL(issuer);
    const extensions = [
      openid.enableNonRepudiationChecks,
      ...(server.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
    ];
    const found = await openid.discovery(server, clientId, undefined, openid.None(), {
      timeout: SECONDS,
      execute: extensions,
    });
    const metadata = found.serverMetadata();
    const client = new openid.Configuration(
      metadata,
      clientId,
      undefined,
      authenticationOf(clientSecret, metadata),
    );
    client.timeout = SECONDS;
    for (const extend of extensions) extend(client);
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri!), { timeoutDuration: SECONDS * 1_000 });
    return { client, keys, until: this.clock.now() + HOUR };
  }

  private refusal(fault: unknown): Problem {
    if (fault instanceof Problem) return fault;
    this.log.warn(`a sign-in by the provider was not accepted: ${reasonOf(fault)}`);
    return new Problem(isAway(fault) ? 'auth.provider-away' : 'auth.provider-refused', undefined, {
      cause: fault,
    });
  }
}

/** `client_secret_basic`, the default of the standard, unless the provider does not take it. */
function authenticationOf(secret: string | null, metadata: openid.ServerMetadata): openid.ClientAuth {
  if (secret === null) return openid.None();
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic')
    ? openid.ClientSecretBasic(secret)
    : openid.ClientSecretPost(secret);
}
