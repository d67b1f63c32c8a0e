import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Account, AccountPatch } from '../../src/contract/account.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { colleague, ownersBrowser } from '../support/colleagues.js';
import { type Hall, made, makeHall } from '../support/hall.js';
import { LOOKS } from '../support/looks.js';
import { closePages, colleaguesPage, signedInPage } from '../support/organizer-page.js';

let app: TestApp;
let browser: TestBrowser;
let hall: Hall;
/** A second try needs accounts of its own. */
let nth = 0;
beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
  hall = await makeHall(app.organizer, { sites: 3, people: 4 });
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
afterEach(closePages);

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const row = (page: Page, name: string) => page.locator('ul.rows li').filter({ hasText: name });
/** Fills the form for a new account, and answers the link that is shown once. */
async function invited(page: Page, login: string, role: string, here = false): Promise<string> {
  await page.getByRole('button', { name: 'Mời người mới' }).click();
  await page.locator('dialog input[name=name]').fill('Trần Thị Hòa');
  await page.locator('dialog input[name=login]').fill(login);
  await page.locator('dialog label.check', { hasText: role }).click();
  if (here) {
    await page.locator('dialog label.check', { hasText: 'Chỉ các hội nghị sau' }).click();
    await page.locator('dialog .list label.check', { hasText: hall.conference.title }).click();
  }
  await page.locator('dialog button.primary').click();
  return page.locator('.notice code').innerText();
}

describe('a control room of several', () => {
  it('an owner invites a colleague, who sets a password, works, and is out in mid-day', async () => {
    const { page: owner } = await signedInPage(browser);
    await owner.locator('.account summary').click();
    await owner.getByRole('link', { name: 'Các tài khoản' }).click();
    await shown(owner, 'Đây là bạn');
    const login = `truc-ban-${(nth += 1)}`;
    const link = await invited(owner, login, 'Trực điều hành', true);
    await shown(owner, 'Chưa dùng liên kết mời');

    const { page: colleagues } = await browser.open(new URL(link).pathname + new URL(link).hash, {
      size: 'desk',
    });
    await shown(colleagues, /Chào Trần Thị Hòa/);
    expect(new URL(colleagues.url()).hash).toBe('');
    await colleagues.locator('input[name=password]').fill('ba con trâu trắng');
    await colleagues.locator('form button.primary').click();
    await colleagues.getByRole('link', { name: hall.conference.title }).click();
    await colleagues.waitForURL(/\/board$/);
    await colleagues.locator('.sections summary').click();
    const menu = await colleagues.locator('nav[aria-label="Danh mục"] a').allInnerTexts();
    expect(menu.map((text) => text.trim())).toEqual(
      expect.arrayContaining(['Bảng điều hành', 'Thông báo', 'Phát biểu']),
    );
    for (const setUp of ['Điểm cầu', 'Đại biểu', 'Cài đặt']) expect(menu).not.toContain(setUp);
    await colleagues.goto(`${app.url}/organizer/c/${hall.conference.slug}/settings`);
    await shown(colleagues, 'Vai trò của bạn không có trang này.');

    await row(owner, login).getByRole('button', { name: 'Khóa' }).click();
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Khóa' }).click();
    await shown(owner, 'Đang bị khóa');
    await shown(colleagues, /Phiên đăng nhập đã kết thúc/);
    await colleagues.goto(`${app.url}/organizer`);
    await shown(colleagues, 'Đăng nhập ban tổ chức');
    await colleagues.context().close();
  });

  it('who has fewer rights in mid-day is offered no more than those, without a reload', async () => {
    const login = `bot-quyen-${(nth += 1)}`;
    await colleague(app, { login, role: 'organizer' });
    const owner = await ownersBrowser(app);
    const { items } = made(await owner.get<{ items: Account[] }>(pathTo(ROUTES.accounts)));
    const change = async (patch: AccountPatch): Promise<void> => {
      const { id } = items.find((account) => account.login === login)!;
      made(await owner.patch(pathTo(ROUTES.account, id), patch));
    };
    const { page, expectFault } = await colleaguesPage(
      browser,
      login,
      `/organizer/c/${hall.conference.slug}/board`,
    );
    const settings = page.locator('nav[aria-label="Danh mục"] a', { hasText: 'Cài đặt' });
    await page.locator('.sections summary').click();
    await settings.waitFor();
    await change({ role: 'reader' });
    await settings.waitFor({ state: 'detached' });
    await page.locator('.sections summary').click();
    await page.locator('nav[aria-label="Danh mục"] a', { hasText: 'Bảng điều hành' }).waitFor();
    expect(await settings.count()).toBe(0);

    await change({ scope: [] });
    await shown(page, 'Không có hội nghị này');
    expectFault(/404/);
  });

  it('a login with a space is refused in the form, which says what it takes', async () => {
    const { page: owner } = await signedInPage(browser);
    await owner.goto(`${app.url}/organizer/accounts`);
    await owner.getByRole('button', { name: 'Mời người mới' }).click();
    const login = owner.locator('dialog input[name=login]');
    await login.fill('Trần TC');
    await owner.locator('dialog input[name=name]').fill('Trần Thị Hòa');
    await owner.locator('dialog button.primary').click();
    expect(await owner.locator('dialog input[name=login]:invalid').count()).toBe(1);
    await shown(owner, 'Viết liền, không có dấu cách');
  });

  it('the last owner reads why nobody can be locked out altogether', async () => {
    const { page, expectFault } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/accounts`);
    await row(page, 'Đây là bạn').getByRole('button', { name: 'Khóa' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Khóa' }).click();
    await shown(page, /ít nhất một chủ quản/);
    expectFault(/409/);
  });

  it('a link that was used already leads to the sign-in, which says so', async () => {
    const { page, expectFault } = await browser.open(`/organizer#invited=${'x'.repeat(43)}`, {
      size: 'desk',
    });
    await shown(page, /Liên kết mời không đúng, đã dùng hoặc đã quá 72 giờ/);
    expectFault(/404/);
    await page.context().close();
  });
});

describe('one’s own account', () => {
  it('changes the password, and makes a token that is shown once', async () => {
    const login = `tu-doi-mat-khau-${(nth += 1)}`;
    await colleague(app, { login, role: 'organizer' });
    const { page, expectFault } = await colleaguesPage(browser, login, '/organizer');
    await page.locator('.account summary').click();
    await page.getByRole('link', { name: 'Tài khoản của tôi' }).click();
    await shown(page, 'Thiết bị này');
    const passwords = page.locator('section', { hasText: 'Đổi mật khẩu' }).locator('input[name=password]');
    const change = async (old: string, next: string): Promise<void> => {
      await passwords.nth(0).fill(old);
      await passwords.nth(1).fill(next);
      await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    };
    await change('không phải đâu nhé', 'ba con trâu trắng');
    await shown(page, 'Mật khẩu hiện tại chưa đúng.');
    expectFault(/422/);
    await change('ca-truc-thu-hai-239', 'ba con trâu trắng');
    await shown(page, 'Đã đổi mật khẩu.');
    await page.getByRole('button', { name: 'Tạo mã truy cập' }).click();
    await page.locator('dialog input[name=name]').fill('Bảng điện tử');
    await page.locator('dialog input[name=password]').fill('ca-truc-thu-hai-239');
    await page.locator('dialog button.primary').click();
    await page.getByRole('dialog').getByText('Mật khẩu hiện tại chưa đúng.').waitFor();
    expectFault(/401/);
    await page.locator('dialog input[name=password]').fill('ba con trâu trắng');
    await page.locator('dialog button.primary').click();
    expect(await page.locator('.notice code').innerText()).toMatch(/^[\w-]{43}$/);
    await row(page, 'Bảng điện tử').getByRole('button', { name: 'Thu hồi' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Thu hồi' }).click();
    await shown(page, 'Chưa có mã truy cập nào.');
  });
});

describe('an organizer of one conference', () => {
  it('is offered no copy of it, which would be a new conference', async () => {
    const login = `mot-hoi-nghi-${(nth += 1)}`;
    const { conference } = await makeHall(app.organizer, { sites: 1, people: 0 });
    await colleague(app, { login, role: 'organizer', scope: [conference.id] });
    const { page } = await colleaguesPage(browser, login, `/organizer/c/${conference.slug}/settings`);
    await page.locator('form.panel').first().waitFor();
    expect(await page.locator('#copy').count()).toBe(0);
  });
});

describe('the pages of accounts', () => {
  it.each(LOOKS)('%s, %s, %s: nothing runs over, and axe finds nothing', async (size, language, scheme) => {
    const { page } = await signedInPage(browser, { size, language, scheme });
    for (const path of ['accounts', 'account']) {
      await page.goto(`${app.url}/organizer/${path}`);
      await page.locator('ul.rows li').first().waitFor();
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await screenshot(page, `${path}-${size}-${language}-${scheme}`);
    }
    await page.goto(`${app.url}/organizer/accounts`);
    await page.locator('main .head button').click();
    await page.locator('dialog input[name=login]').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `accounts-form-${size}-${language}-${scheme}`);
  });
});
