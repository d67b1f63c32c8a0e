import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { MeReply } from '../src/contract/auth.js';
import type { Account } from '../src/contract/account.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { ORGANIZER } from './support/app.js';
import { expectProblem } from './support/expect-problem.js';
import { made } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { DOOR, ProviderHall } from './support/provider-hall.js';
import { TravellingBrowser } from './support/travelling-browser.js';

let hall: ProviderHall;
beforeAll(async () => {
  hall = await ProviderHall.open();
});
afterEach(() => hall.heal());
afterAll(() => hall.close());

describe('a sign-in', () => {
  test('goes by code with PKCE, state and nonce, and comes back to the page that was wanted', async () => {
    const browser = new TravellingBrowser();
    const to = '/organizer/c/tap-huan/board';
    const first = await fetch(`${hall.app.url}${DOOR}?to=${to}`, { redirect: 'manual' });
    const query = new URL(first.headers.get('location')!).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^\w{43,}$/),
      nonce: expect.stringMatching(/^\w{43,}$/),
    });
    expect(first.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^oidc=.*Path=\/api\/v1\/auth\/oidc.*HttpOnly; SameSite=Lax$/),
    ]);
    for (const foreign of ['https://ke-xau.vn', '//ke-xau.vn', '/organizer/../x?', '/c/x'])
      expectProblem(
        await hall.app.anonymous.get(`${DOOR}?to=${encodeURIComponent(foreign)}`),
        400,
        'request.invalid',
      );
    await browser.go(`${hall.app.url}${DOOR}?to=${to}`);
    await browser.go(browser.last, { form: { login: hall.person(['truc']) }, until: to });
    expect(browser.last).toBe(hall.app.url + to);
    expect(await hall.principalOf(browser)).toMatchObject({
      kind: 'organizer',
      role: 'steward',
      scope: 'all',
    });
  });

  test('makes one account, whatever the provider calls the person later', async () => {
    const subject = hall.person(['truc', 'doc'], { preferred_username: 'le.truc' });
    const [one, two] = await Promise.all([hall.signedIn(subject), hall.signedIn(subject)]);
    hall.change(subject, { preferred_username: 'khac', groups: ['doc'] });
    const three = await hall.signedIn(subject);
    const ids = [];
    for (const { browser } of [one, two, three]) ids.push(await hall.principalOf(browser));
    expect(new Set(ids.map((principal) => (principal as { accountId: string }).accountId)).size).toBe(1);
    expect(await hall.accountOf(subject)).toMatchObject({
      login: 'le.truc',
      role: 'reader',
      joined: true,
      provider: { issuer: hall.idp.issuer, roleBy: 'provider', withdrawn: false, groupsMissingSince: null },
    });
  });

  test('gives a role in some conferences by their slugs', async () => {
    const conference = made(
      await hall.app.organizer.post<{ id: string }>(pathTo(ROUTES.conferences), {
        slug: 'mot',
        title: 'Một',
        startsOn: '2026-12-01',
        endsOn: '2026-12-01',
      }),
    );
    const { browser } = await hall.signedIn(hall.person(['truc-mot', 'doc']));
    expect(await hall.principalOf(browser)).toMatchObject({ role: 'steward', scope: [conference.id] });
  });

  test('asks /userinfo where the ID token does not tell the groups', async () => {
    hall.idp.serve(hall.app.url, { groupsInUserinfoOnly: true });
    const { browser } = await hall.signedIn(hall.person(['to-chuc']));
    // Named there, with nothing in it.
    hall.idp.lie = (claims) => ({ ...claims, groups: null });
    const named = await hall.signedIn(hall.person(['truc']));
    hall.heal();
    hall.idp.serve(hall.app.url);
    expect(await hall.principalOf(browser)).toMatchObject({ role: 'organizer' });
    expect(await hall.principalOf(named.browser)).toMatchObject({ role: 'steward' });
  });
});

describe('groups at each sign-in', () => {
  test('a group that is gone takes its role away at once, from browsers and live connections', async () => {
    const subject = hall.person(['truc', 'doc']);
    const { browser } = await hall.signedIn(subject);
    const live = await LiveClient.connect(hall.app.url, {
      headers: { ...browser.cookies(hall.app.url), origin: hall.app.url },
    });
    hall.change(subject, { groups: ['doc'] });
    await hall.signedIn(subject);
    await live.until('the connection is closed', () => !live.socket.connected);
    live.close();
    expect(await hall.principalOf(browser)).toMatchObject({ role: 'reader' });
  });

  test('an empty claim leaves nothing: everybody is out, and comes in again with a group', async () => {
    const subject = hall.person(['truc']);
    const { browser } = await hall.signedIn(subject);
    hall.change(subject, { groups: [] });
    expect((await hall.signedIn(subject)).page).toBe('/organizer#refused=auth.no-role');
    expect(await hall.principalOf(browser)).toBeNull();
    expect(await hall.accountOf(subject)).toMatchObject({ provider: { withdrawn: true } });
    hall.change(subject, { groups: ['to-chuc'] });
    expect(await hall.principalOf((await hall.signedIn(subject)).browser)).toMatchObject({
      role: 'organizer',
    });
  });

  test('a missing claim leaves all as it is, and organizers are told', async () => {
    const subject = hall.person(['truc']);
    await hall.signedIn(subject);
    const notices = async () => made(await hall.owner.get<MeReply>(pathTo(ROUTES.me))).notices ?? [];
    expect(await notices()).toEqual([]);
    hall.change(subject, { groups: undefined });
    const { browser } = await hall.signedIn(subject);
    expect(await hall.principalOf(browser)).toMatchObject({ role: 'steward' });
    expect(await notices()).toEqual([{ code: 'provider.groups-missing' }]);
    expect(await hall.accountOf(subject)).toMatchObject({
      provider: { withdrawn: false, groupsMissingSince: expect.any(String) },
    });
    const metrics = await (
      await fetch(`${hall.app.url}/metrics`, {
        headers: { authorization: `Bearer ${hall.app.organizer.token}` },
      })
    ).text();
    expect(metrics).toMatch(/diemcau_provider_sign_ins_total\{outcome="groups_missing"\} [1-9]/);
    hall.change(subject, { groups: ['truc'] });
    await hall.signedIn(subject);
    expect(await notices()).toEqual([]);
  });

  test('a role that an owner gave by hand stays, until it is given back to the groups', async () => {
    const subject = hall.person(['truc']);
    await hall.signedIn(subject);
    const account = (await hall.accountOf(subject))!;
    // A form sends all of its fields: nothing of the role is changed by that.
    made(await hall.patch(account, { name: account.name, role: 'steward', scope: 'all' }));
    expect(await hall.accountOf(subject)).toMatchObject({ provider: { roleBy: 'provider' } });
    made(await hall.patch(account, { role: 'organizer' }));
    for (const groups of [['doc'], []]) {
      hall.change(subject, { groups });
      expect(await hall.principalOf((await hall.signedIn(subject)).browser)).toMatchObject({
        role: 'organizer',
      });
    }
    expect(await hall.accountOf(subject)).toMatchObject({
      role: 'organizer',
      provider: { roleBy: 'hand', withdrawn: false },
    });
    const given = made(await hall.patch(account, { roleBy: 'provider' }));
    expect(given.provider).toMatchObject({ roleBy: 'provider', withdrawn: true });
    const [me] = made(await hall.owner.get<Page<Account>>(pathTo(ROUTES.accounts))).items.filter(
      ({ login }) => login === ORGANIZER.login,
    );
    expectProblem(await hall.patch(me!, { roleBy: 'provider' }), 409, 'account.not-bound');
  });
});
