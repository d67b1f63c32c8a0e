import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { ORGANIZER, startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { makeHall } from '../support/hall.js';
import { startIdentityProvider, type TestIdentityProvider } from '../support/identity-provider.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const PORTAL = 'Cổng cán bộ';
let idp: TestIdentityProvider;
let app: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  idp = await startIdentityProvider();
  app = await startTestApp(idp.env);
  idp.serve(app.url);
  browser = await TestBrowser.launch(app);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await idp?.stop();
});
afterEach(closePages);

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
async function atThePortal(page: Page, subject: string): Promise<void> {
  await page.getByLabel('Mã cán bộ').fill(subject);
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
}

describe('signing in at the provider', () => {
  it('leads to the page that was asked for; without a group it says what to do', async () => {
    const { conference } = await makeHall(app.organizer, { sites: 2, people: 0 });
    idp.people.set('le-truc', { name: 'Lê Thị Trực', preferred_username: 'le.truc', groups: [] });
    const { page } = await browser.open(`/organizer/c/${conference.slug}/board`, { size: 'phone' });
    await page.getByRole('link', { name: `Đăng nhập bằng ${PORTAL}` }).click();
    await atThePortal(page, 'le-truc');
    await shown(page, /chưa thuộc nhóm nào có quyền ở đây/);
    expect(new URL(page.url()).hash).toBe('');
    await screenshot(page, 'open-id-refused-phone');
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    idp.people.set('le-truc', { name: 'Lê Thị Trực', preferred_username: 'le.truc', groups: ['truc'] });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/board`);
    // The portal still knows who it is.
    await page.getByRole('link', { name: `Đăng nhập bằng ${PORTAL}` }).click();
    await page.waitForURL(`${app.url}/organizer/c/${conference.slug}/board`);
    await page.locator('main').waitFor();
    await page.goto(`${app.url}/organizer/account`);
    await shown(page, /không có mật khẩu riêng/);
    expect(await page.getByLabel('Mật khẩu hiện tại').count()).toBe(0);
    await page.context().close();
  });

  it('an owner binds their own account, and sees who signs in there, and by which role', async () => {
    idp.people.set('chu-quan-1', { name: 'Chủ quản', groups: ['doc'] });
    const { page } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/account`);
    await page.getByLabel('Mật khẩu của tài khoản này').fill(ORGANIZER.password);
    await page.getByRole('button', { name: 'Gắn với tài khoản này' }).click();
    await atThePortal(page, 'chu-quan-1');
    await shown(page, `Tài khoản này đăng nhập được bằng ${PORTAL} và bằng mật khẩu.`);
    await screenshot(page, 'open-id-own-account');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`${app.url}/organizer/accounts`);
    const row = (name: string) => page.locator('ul.rows li').filter({ hasText: name });
    await row(ORGANIZER.login).getByText('vai trò đặt tại đây').waitFor();
    await row('Lê Thị Trực').getByText('Vai trò theo nhóm').waitFor();
    await screenshot(page, 'open-id-accounts');
    // The only owner with a password: what the groups say must not lower them.
    await row(ORGANIZER.login).getByRole('button', { name: 'Lấy vai trò theo nhóm' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Lấy vai trò theo nhóm' }).click();
    await shown(page, /Phải còn ít nhất một chủ quản/);

    await page.goto(`${app.url}/organizer/account`);
    await page.getByRole('button', { name: 'Gỡ khỏi cổng đăng nhập' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Gỡ khỏi cổng đăng nhập' }).click();
    await page.getByRole('button', { name: 'Gắn với tài khoản này' }).waitFor();
    await screenshot(page, 'open-id-unbound');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it('says that the provider is away, and the password opens all the same', async () => {
    const away = await startTestApp({ ...idp.env, OIDC_ISSUER: 'http://127.0.0.1:9' });
    const { page } = await browser.open('/organizer', { size: 'desk', scheme: 'dark', language: 'en' });
    await page.goto(`${away.url}/organizer`);
    await page.getByRole('link', { name: `Sign in with ${PORTAL}` }).click();
    await shown(page, /single sign-on does not answer/);
    await screenshot(page, 'open-id-away-dark');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('input[name=login]').fill(ORGANIZER.login);
    await page.locator('input[name=password]').fill(ORGANIZER.password);
    await page.locator('form button').last().click();
    await page.locator('main .head').waitFor();
    await page.context().close();
    await away.stop();
  });
});
