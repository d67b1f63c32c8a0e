import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Account } from '../src/contract/account.js';
import type { AuditLine } from '../src/contract/audit.js';
import type { CallerReply, MeReply, ProviderLinkReply } from '../src/contract/auth.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { type Client, cookieOf } from './support/client.js';
import { ownersBrowser } from './support/colleagues.js';
import { expectProblem } from './support/expect-problem.js';
import { made } from './support/hall.js';
import { CALLBACK, DOOR, ProviderHall } from './support/provider-hall.js';
import { TravellingBrowser } from './support/travelling-browser.js';

let hall: ProviderHall;
beforeAll(async () => {
  hall = await ProviderHall.open();
});
afterEach(() => hall.heal());
afterAll(() => hall.close());

/** Binds the account of this page to somebody of the provider. */
async function boundTo(service: TestApp, page: Client, subject: string): Promise<Account> {
  const cameBackWith = async (): Promise<{ path: string; flow: string }> => {
    const { password } = ORGANIZER;
    const answer = await page.post<ProviderLinkReply>(pathTo(ROUTES.oidcLink), { password });
    const browser = new TravellingBrowser();
    await browser.go(made(answer).url);
    await browser.go(browser.last, { form: { login: subject }, until: CALLBACK });
    return { path: browser.last.slice(service.url.length), flow: cookieOf(answer).cookie };
  };
  const stranger = await cameBackWith();
  expectProblem(await service.anonymous.get(stranger.path, { cookie: stranger.flow }), 401, 'auth.ended');
  const own = await cameBackWith();
  const cookie = `${page.live.headers!.cookie}; ${own.flow}`;
  const back = await service.anonymous.get(own.path, { cookie });
  expect([back.status, back.headers.get('location')]).toEqual([302, '/organizer/account#bound']);
  return made(await page.get<Page<Account>>(pathTo(ROUTES.accounts))).items.find(({ provider }) => provider)!;
}

describe('a local owner', () => {
  test('is left, whatever the provider says: it neither lowers nor shuts out the last', async () => {
    // Bound to somebody of the provider, and with a role by the groups: all that could be lost.
    const local = await startTestApp(hall.idp.env);
    hall.idp.serve(local.url);
    const page = await ownersBrowser(local);
    const subject = hall.person(['chu-quan']);
    const bound = await boundTo(local, page, subject);
    expect(bound).toMatchObject({ role: 'owner', provider: { roleBy: 'hand' } });
    const accounts = pathTo(ROUTES.account, bound.id);
    made(await page.patch(accounts, { roleBy: 'provider' }));
    for (const groups of [['doc'], []]) {
      hall.change(subject, { groups });
      const browser = new TravellingBrowser();
      await browser.go(local.url + DOOR);
      await browser.go(browser.last, { form: { login: subject }, until: '/organizer' });
      expect(browser.last).toBe(`${local.url}/organizer`);
      expect((await local.anonymous.post(pathTo(ROUTES.signIn), ORGANIZER)).status).toBe(200);
      expect(made(await page.get<Page<Account>>(pathTo(ROUTES.accounts))).items).toEqual([
        expect.objectContaining({ role: 'owner', provider: expect.objectContaining({ withdrawn: false }) }),
      ]);
    }
    expectProblem(await page.patch(accounts, { roleBy: 'provider' }), 409, 'account.last-owner');
    hall.idp.serve(hall.app.url);
    await local.stop();
  });

  test('is counted apart from owners without a password: the last one cannot be disabled', async () => {
    await hall.signedIn(hall.person(['chu-quan']));
    const me = made(await hall.owner.get<MeReply>(pathTo(ROUTES.me))).principal as { accountId: string };
    expectProblem(
      await hall.owner.patch(pathTo(ROUTES.account, me.accountId), { disabled: true }),
      409,
      'account.last-owner',
    );
  });

  test('signs in while the provider is away, from the start on', async () => {
    hall.idp.isAway = true;
    const away = await startTestApp({ ...hall.idp.env, OIDC_ISSUER: 'http://127.0.0.1:9' });
    expect((await away.anonymous.post(pathTo(ROUTES.signIn), ORGANIZER)).status).toBe(200);
    expectProblem(await away.anonymous.get(DOOR), 503, 'auth.provider-away');
    const browser = new TravellingBrowser();
    await browser.go(away.url + DOOR, { until: '/organizer' });
    expect(browser.last).toBe(`${away.url}/organizer#refused=auth.provider-away`);
    await away.stop();
  });

  test('signs in at the provider again once that is back: a failed look-up is not kept', async () => {
    const late = await startTestApp(hall.idp.env);
    hall.idp.isAway = true;
    expectProblem(await late.anonymous.get(DOOR), 503, 'auth.provider-away');
    hall.idp.isAway = false;
    hall.idp.describe = (metadata) => ({ ...metadata, issuer: 'http://127.0.0.1:1' });
    expectProblem(await late.anonymous.get(DOOR), 503, 'auth.provider-away');
    hall.idp.describe = null;
    expect((await late.anonymous.get(DOOR)).status).toBe(302);
    await late.stop();
  });

  test('a provider that goes away in the middle of a sign-in is named', async () => {
    const browser = await hall.cameBack(hall.person(['doc']));
    hall.idp.isAway = true;
    await browser.go(browser.last, { until: '/organizer' });
    expect(browser.last).toContain('#refused=auth.provider-away');
  });
});

describe('binding', () => {
  let local: TestApp;
  let page: Client;
  beforeAll(async () => {
    local = await startTestApp(hall.idp.env);
    page = await ownersBrowser(local);
  });
  afterAll(() => local.stop());
  beforeEach(() => hall.idp.serve(local.url));
  afterEach(() => hall.idp.serve(hall.app.url));
  const signedIn = async (subject: string): Promise<TravellingBrowser> => {
    const browser = new TravellingBrowser();
    await browser.go(local.url + DOOR);
    await browser.go(browser.last, { form: { login: subject }, until: '/organizer' });
    return browser;
  };
  const isIn = async (browser: TravellingBrowser): Promise<boolean> => {
    const cookies = browser.cookies(local.url);
    const { principal } = made(await local.anonymous.get<CallerReply>(pathTo(ROUTES.caller), cookies));
    return principal !== null;
  };

  test('takes the password of the account: a page left open is not enough', async () => {
    const link = (body: object) => page.post(pathTo(ROUTES.oidcLink), body);
    expectProblem(await link({}), 422, 'auth.password-wrong');
    expectProblem(await link({ password: 'khong phai mat khau nay' }), 422, 'auth.password-wrong');
    expect((await link({ password: ORGANIZER.password })).status).toBe(200);
  });

  test('is taken back by oneself: sign-ins from the provider end, that of the page goes on', async () => {
    const subject = hall.person(['doc']);
    expectProblem(await page.delete(pathTo(ROUTES.oidcLink)), 409, 'account.not-bound');
    const { id } = await boundTo(local, page, subject);
    const stranger = await signedIn(subject);
    expect(await isIn(stranger)).toBe(true);
    expect((await page.delete(pathTo(ROUTES.oidcLink))).status).toBe(204);
    expect(await isIn(stranger)).toBe(false);
    expect(made(await page.get<Account>(pathTo(ROUTES.account, id))).provider).toBeNull();
    expect(await isIn(await signedIn(subject))).toBe(true);
    const { items } = made(await page.get<Page<Account>>(pathTo(ROUTES.accounts)));
    expect(items.filter(({ provider }) => provider !== null).map((one) => [one.id === id, one.role])).toEqual(
      [[false, 'reader']],
    );
  });

  test('is taken back by an owner, also where the account has no password or no group any more', async () => {
    const subject = hall.person(['truc']);
    const browser = await signedIn(subject);
    const cookies = browser.cookies(local.url);
    expectProblem(
      await local.anonymous.send('DELETE', pathTo(ROUTES.oidcLink), undefined, {
        ...cookies,
        origin: local.url,
      }),
      403,
      'auth.forbidden',
    );
    hall.change(subject, { groups: [] });
    await signedIn(subject);
    const { items } = made(await page.get<Page<Account>>(pathTo(ROUTES.accounts)));
    const { id } = items.find(({ name }) => name === hall.nameOf(subject))!;
    expect((await page.delete(pathTo(ROUTES.accountProvider, id))).status).toBe(204);
    const unbound = `${pathTo(ROUTES.audit)}?act=account.unbound`;
    const lines = made(await page.get<Page<AuditLine>>(unbound)).items;
    expect(lines.slice(0, 2).map(({ object }) => object?.id)).toEqual([id, lines[0]!.actor.id]);
    expect(made(await page.get<Account>(pathTo(ROUTES.account, id)))).toMatchObject({
      provider: null,
      disabled: true,
      role: 'steward',
    });
    expect(await isIn(browser)).toBe(false);
  });
});

describe('the provider signs out', () => {
  const tell = (token: string) =>
    fetch(hall.app.url + pathTo(ROUTES.oidcLogout), {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
  const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };
  const claims = (more: object) => ({
    iss: hall.idp.issuer,
    aud: 'diemcau',
    iat: Math.floor(Date.now() / 1000),
    exp: Math.floor(Date.now() / 1000) + 60,
    jti: `j-${randomUUID()}`,
    events: EVENTS,
    ...more,
  });

  test('whoever signs out there is out here too, but for sign-ins of others', async () => {
    const subject = hall.person(['truc']);
    const [one, other] = [await hall.signedIn(subject), await hall.signedIn(hall.person(['truc']))];
    const end = await one.browser.go(`${hall.idp.issuer}/session/end`);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await end.text())![1]!;
    await one.browser.go(`${hall.idp.issuer}/session/end/confirm`, { form: { xsrf, logout: 'yes' } });
    expect(await hall.principalOf(one.browser)).toBeNull();
    expect(await hall.principalOf(other.browser)).toMatchObject({ role: 'steward' });
  });

  test('ends all sign-ins of one person that began there, and no others', async () => {
    const subject = hall.person(['truc']);
    const both = [await hall.signedIn(subject), await hall.signedIn(subject)];
    expect((await tell(await hall.idp.logoutToken(claims({ sub: subject })))).status).toBe(200);
    for (const { browser } of both) expect(await hall.principalOf(browser)).toBeNull();
    expect((await hall.owner.get(pathTo(ROUTES.me))).status).toBe(200);
    expect((await tell(await hall.idp.logoutToken(claims({ sub: 'khong-ai' })))).status).toBe(200);
  });

  test('nobody else ends a sign-in', async () => {
    const subject = hall.person(['truc']);
    const { browser } = await hall.signedIn(subject);
    const wrong = [
      claims({ sub: subject, aud: 'diem-khac' }),
      claims({ sub: subject, iss: 'http://127.0.0.1:1' }),
      claims({ sub: subject, nonce: 'x' }),
      claims({ sub: subject, events: {} }),
      claims({ sub: subject, iat: 1_700_000_000 }),
      claims({}),
    ];
    for (const one of wrong) expect((await tell(await hall.idp.logoutToken(one))).status).toBe(401);
    hall.idp.signsWithForeignKey = true;
    expect((await tell(await hall.idp.logoutToken(claims({ sub: subject })))).status).toBe(401);
    expect(await hall.principalOf(browser)).toMatchObject({ role: 'steward' });
  });
});
