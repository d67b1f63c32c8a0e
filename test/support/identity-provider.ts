import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import { pathTo, ROUTES } from '../../src/contract/routes.js';

const CLIENT = { id: 'diemcau', secret: 'bi-mat-cua-cong-239-diem-cau' };
type Claims = Record<string, unknown>;
interface GrantContext {
  oidc: {
    client: { clientId: string };
    session: { accountId: string };
    provider: {
      Grant: new (of: object) => { addOIDCScope(scope: string): void; save(): Promise<string> };
    };
  };
}

/** A real OpenID provider on this machine, with people who can be given groups, and which can lie. */
export interface TestIdentityProvider {
  issuer: string;
  /** Settings of a service that signs in by it. */
  env: Record<string, string>;
  /** Claims of people by their subject; without `groups` the claim is absent. */
  people: Map<string, Claims>;
  /** Knows the service at this address from now on. */
  serve(url: string, options?: { groupsInUserinfoOnly?: boolean }): void;
  /** Changes the claims of each ID token before it is signed; `null`: no lies. */
  lie: ((claims: JWTPayload) => JWTPayload) | null;
  /** Signs with a key that the provider does not publish. */
  signsWithForeignKey: boolean;
  /** What it says of itself. */
  describe: ((metadata: Claims) => Claims) | null;
  /** Whether it answers at all. */
  isAway: boolean;
  logoutToken(claims: JWTPayload): Promise<string>;
  stop(): Promise<void>;
}

/** What it advises for real providers is not about this one. */
function hushAdvice(): void {
  for (const how of ['info', 'warn'] as const) {
    const say = console[how].bind(console);
    console[how] = (...words: unknown[]) => {
      if (!String(words[0]).startsWith('oidc-provider ')) say(...words);
    };
  }
}

async function keyPair(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'khoa-1' };
}

const LOGIN_PAGE =
  '<!doctype html><html lang="vi"><title>Cổng đăng nhập</title><h1>Cổng đăng nhập</h1>' +
  '<form method="post"><label>Mã cán bộ <input name="login"></label><button>Tiếp tục</button></form>';

function configurationFor(key: JWK, url: string, inUserinfoOnly: boolean, people: Map<string, Claims>) {
  const grant = async ({ oidc }: GrantContext): Promise<object> => {
    const given = new oidc.provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    });
    given.addOIDCScope('openid profile');
    await given.save();
    return given;
  };
  return {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [url + pathTo(ROUTES.oidcCallback)],
        backchannel_logout_uri: url + pathTo(ROUTES.oidcLogout),
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ['chi-cho-kiem-thu'] },
    claims: { openid: ['sub', 'sid'], profile: ['name', 'preferred_username', 'groups', 'email'] },
    conformIdTokenClaims: inUserinfoOnly,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    loadExistingGrant: grant,
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...people.get(sub) }),
    }),
  };
}

export async function startIdentityProvider(): Promise<TestIdentityProvider> {
  hushAdvice();
  // Speaks when it is loaded.
  const { default: OidcProvider } = await import('oidc-provider');
  const key = await keyPair();
  const foreign = await keyPair();
  let provider: Provider | null = null;
  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sign = async (claims: JWTPayload, typ = 'JWT'): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'khoa-1', typ })
      .sign(await importJWK(idp.signsWithForeignKey ? foreign : key, 'RS256'));
  const idp: TestIdentityProvider = {
    issuer,
    env: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Cổng cán bộ',
      OIDC_ROLES: 'chu-quan=owner; to-chuc=organizer; truc=steward; doc=reader; truc-mot=steward:mot',
    },
    people: new Map(),
    serve: (url, { groupsInUserinfoOnly = false } = {}) => {
      provider = new OidcProvider(issuer, configurationFor(key, url, groupsInUserinfoOnly, idp.people));
    },
    lie: null,
    signsWithForeignKey: false,
    describe: null,
    isAway: false,
    logoutToken: (claims) => sign(claims, 'logout+jwt'),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (idp.isAway || provider === null) return void request.socket.destroy();
    const path = request.url!.split('?')[0]!;
    if (path.startsWith('/interaction/')) return interaction(request, response);
    if (path === '/token') intercept(response, tokens);
    if (path === '/.well-known/openid-configuration')
      intercept(response, (body) => Promise.resolve(idp.describe?.(body) ?? body));
    await provider.callback()(request, response);
  }
  async function interaction(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST')
      return void response.setHeader('content-type', 'text/html; charset=utf-8').end(LOGIN_PAGE);
    const login = new URLSearchParams(await text(request)).get('login');
    await provider!.interactionFinished(
      request,
      response,
      login ? { login: { accountId: login } } : { error: 'access_denied' },
    );
  }
  async function tokens(body: Claims): Promise<Claims> {
    if (typeof body.id_token !== 'string' || (idp.lie === null && !idp.signsWithForeignKey)) return body;
    const payload = Buffer.from(body.id_token.split('.')[1]!, 'base64url').toString();
    const claims = JSON.parse(payload) as JWTPayload;
    return { ...body, id_token: await sign(idp.lie?.(claims) ?? claims) };
  }
  return idp;
}

/** Changes a JSON answer on its way out. */
function intercept(response: ServerResponse, change: (body: Claims) => Promise<Claims>): void {
  const end = response.end.bind(response) as (body: string) => ServerResponse;
  response.end = ((body: string) => {
    void change(JSON.parse(body) as Claims).then((changed) => {
      const text = JSON.stringify(changed);
      response.setHeader('content-length', Buffer.byteLength(text));
      end(text);
    });
    return response;
  }) as typeof response.end;
}
