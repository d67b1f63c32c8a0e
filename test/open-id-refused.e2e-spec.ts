import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { ORGANIZER, startTestApp } from './support/app.js';
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

describe('who is not let in', () => {
  test('somebody whose groups have no role here is told so, and gets no account', async () => {
    for (const groups of [['la'], []]) {
      const subject = hall.person(groups);
      const { browser, page } = await hall.signedIn(subject);
      expect(page).toBe('/organizer#refused=auth.no-role');
      expect([await hall.principalOf(browser), await hall.accountOf(subject)]).toEqual([null, undefined]);
    }
  });

  test('somebody new whose groups the provider leaves out', async () => {
    const subject = hall.person();
    expect((await hall.signedIn(subject)).page).toBe('/organizer#refused=auth.no-role');
    expect(await hall.accountOf(subject)).toBeUndefined();
  });

  test('somebody with the e-mail address of an account: only issuer and subject count', async () => {
    const login = ORGANIZER.login;
    const subject = hall.person(['doc'], {
      preferred_username: login,
      email: 'chu@tinh.gov.vn',
      email_verified: true,
    });
    const { browser } = await hall.signedIn(subject);
    expect(await hall.principalOf(browser)).toMatchObject({ login: `${login}-2`, role: 'reader' });
    const other = hall.person(['doc'], { preferred_username: `${login}-2`, email: 'chu@tinh.gov.vn' });
    expect(await hall.principalOf((await hall.signedIn(other)).browser)).toMatchObject({
      login: `${login}-2-2`,
    });
  });

  test.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ['of another issuer', (claims) => ({ ...claims, iss: 'http://127.0.0.1:1' })],
    ['for another service', (claims) => ({ ...claims, aud: 'diem-khac' })],
    ['with another nonce', (claims) => ({ ...claims, nonce: 'x'.repeat(43) })],
    ['without a nonce', (claims) => ({ ...claims, nonce: undefined })],
    ['that is over', (claims) => ({ ...claims, exp: 1_700_000_000 })],
  ])('an ID token %s', async (_, lie) => {
    const browser = await hall.cameBack(hall.person(['chu-quan']));
    hall.idp.lie = lie;
    await browser.go(browser.last, { until: '/organizer' });
    expect(browser.last).toContain('#refused=auth.provider-refused');
    expect(await hall.principalOf(browser)).toBeNull();
  });

  test('an ID token that another key has signed', async () => {
    const browser = await hall.cameBack(hall.person(['chu-quan']));
    hall.idp.signsWithForeignKey = true;
    await browser.go(browser.last, { until: '/organizer' });
    expect(browser.last).toContain('#refused=auth.provider-refused');
    expect(await hall.principalOf(browser)).toBeNull();
  });

  test('a browser with the address that another one was sent back to', async () => {
    const victim = new TravellingBrowser();
    await victim.go(hall.app.url + DOOR);
    const attacker = await hall.cameBack(hall.person(['chu-quan']));
    for (const browser of [victim, new TravellingBrowser()]) {
      await browser.go(attacker.last, { until: '/organizer' });
      expect(browser.last).toContain('#refused=auth.state-invalid');
      expect(await hall.principalOf(browser)).toBeNull();
    }
  });

  test('an address and its cookie that were used already', async () => {
    const subject = hall.person(['doc']);
    const browser = await hall.cameBack(subject);
    const used = browser.last;
    const cookies = browser.cookies(hall.app.url);
    await browser.go(used, { until: '/organizer' });
    expect(await hall.principalOf(browser)).toMatchObject({ role: 'reader' });
    const again = await hall.app.anonymous.get(used.slice(hall.app.url.length), cookies);
    expectProblem(again, 400, 'auth.state-invalid');
  });

  test('a code of the provider that was used already', async () => {
    const first = await hall.cameBack(hall.person(['doc']));
    const used = new URL(first.last).searchParams.get('code')!;
    await first.go(first.last, { until: '/organizer' });
    const second = await hall.cameBack(hall.person(['doc']));
    const address = new URL(second.last);
    address.searchParams.set('code', used);
    await second.go(address.href, { until: '/organizer' });
    expect(second.last).toContain('#refused=auth.provider-refused');
  });

  test('somebody who cancels at the provider', async () => {
    const browser = new TravellingBrowser();
    await browser.go(hall.app.url + DOOR);
    await browser.go(browser.last, { form: {}, until: '/organizer' });
    expect(browser.last).toContain('#refused=auth.provider-refused');
  });

  test('somebody whose account an owner has disabled', async () => {
    const subject = hall.person(['doc']);
    await hall.signedIn(subject);
    const account = (await hall.accountOf(subject))!;
    made(await hall.patch(account, { disabled: true }));
    expect((await hall.signedIn(subject)).page).toBe('/organizer#refused=auth.account-disabled');
  });

  test('anybody by a provider where none is set up: there is no route and no button', async () => {
    const plain = await startTestApp();
    expectProblem(await plain.anonymous.get(DOOR), 409, 'auth.provider-none');
    expectProblem(await plain.anonymous.get(CALLBACK), 400, 'auth.state-invalid');
    expectProblem(
      await plain.anonymous.post(pathTo(ROUTES.oidcLogout), { logout_token: 'x' }),
      409,
      'auth.provider-none',
    );
    expect((await plain.anonymous.get(pathTo(ROUTES.caller))).body).toEqual({
      principal: null,
      provider: null,
    });
    await plain.stop();
  });
});
