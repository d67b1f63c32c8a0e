import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Grant } from '../../src/contract/grant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { colleague } from '../support/colleagues.js';
import { type Hall, made, makeHall, present } from '../support/hall.js';
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
  hall = await makeHall(app.organizer, { sites: 4, people: 2 });
  await group('LN', 'Huyện Lục Ngạn', hall.sites.slice(0, 2));
  await group('SD', 'Huyện Sơn Động', hall.sites.slice(2));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
afterEach(closePages);

async function group(code: string, name: string, below: Site[]): Promise<void> {
  const body = { code, name, kind: 'group' };
  const { id } = made(await app.organizer.post<Site>(pathTo(ROUTES.sites, hall.conference.id), body));
  for (const site of below) made(await app.organizer.patch(pathTo(ROUTES.site, site.id), { parentId: id }));
}
const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const at = (section: string): string => `/organizer/c/${hall.conference.slug}/${section}`;
const newcomer = async (): Promise<string> => {
  const login = `huyen-${(nth += 1)}`;
  await colleague(app, { login, role: 'organizer', scope: [] });
  return login;
};

/** Fills the form as somebody does who has found the group by its name. */
async function give(page: Page, login: string, role: string): Promise<void> {
  await page.locator('main .head button.primary').click();
  await page.locator('dialog input[name=login]').fill(login);
  await page.locator(`dialog input[name=role][value=${role}]`).check();
  const picker = page.locator('dialog input[type=search]');
  await picker.fill('Lục Ngạn');
  await page.locator('dialog datalist option[value="LN · Huyện Lục Ngạn"]').waitFor({ state: 'attached' });
  await page.locator('dialog form button.primary').click();
  // Words that were typed are no choice yet: the form stays, and says so.
  expect(await page.locator('dialog input[type=search]:invalid').count()).toBe(1);
  await picker.fill('LN · Huyện Lục Ngạn');
  await page.locator('dialog .notice', { hasText: 'Huyện Lục Ngạn' }).waitFor();
}
const menuOf = async (page: Page): Promise<{ text: string; href: string }[]> =>
  page
    .locator('.sections nav a')
    .evaluateAll((links) =>
      links.map((link) => ({ text: link.textContent.trim(), href: link.getAttribute('href')! })),
    );

describe('a part of the tree', () => {
  it.each([
    ['watcher', ['Bảng điều hành', 'Báo cáo'], ['Việc cần làm', 'Các điểm cầu', 'Phần được giao', 'Cài đặt']],
    ['manager', ['Các điểm cầu', 'Đại biểu', 'Phần được giao'], ['Việc cần làm', 'Chương trình', 'Cài đặt']],
  ])('a %s is given it, sees its board alone, and is out when it is withdrawn', async (role, has, lacks) => {
    const login = await newcomer();
    const { page: owner } = await signedInPage(browser);
    await owner.goto(app.url + at('parts'));
    await give(owner, login, role);
    await owner.locator('dialog form button.primary').click();
    const row = owner.locator(`[data-grant="${login}"]`);
    await row.getByText('Huyện Lục Ngạn').waitFor();

    const { page, faults, expectFault } = await colleaguesPage(browser, login, at('board'));
    const refused: string[] = [];
    page.on('response', (answer) => answer.status() === 403 && refused.push(answer.url()));
    await page.getByTestId('part').getByText('Phần: Huyện Lục Ngạn').waitFor();
    await page.locator('.tile').nth(1).waitFor();
    expect(await page.locator('.tile').count()).toBe(2);
    await shown(page, '/ 4');
    await page.locator('.sections summary').first().click();
    const menu = await menuOf(page);
    const texts = menu.map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(has));
    expect(texts.filter((text) => lacks.includes(text))).toEqual([]);
    for (const { href } of menu) {
      await page.goto(app.url + href);
      await page.locator('main h1').waitFor();
      await page.waitForLoadState('networkidle');
    }
    expect({ refused, faults }).toEqual({ refused: [], faults: [] });
    await page.goto(app.url + at('settings'));
    await shown(page, /Phần được giao cho bạn không có trang này/);

    await page.goto(app.url + at('board'));
    await page.getByTestId('part').waitFor();
    await row.getByRole('button', { name: 'Thu hồi' }).click();
    await owner.getByRole('alertdialog').getByRole('button', { name: 'Thu hồi' }).click();
    await page.getByText('hoặc tài khoản của bạn không được giao phần nào').waitFor({ timeout: 2_000 });
    await row.waitFor({ state: 'detached' });
    expect(await page.locator('.tile').count()).toBe(0);
    expectFault(/404/);
  });

  it('appears on the list of conferences when it is given, and goes when it is withdrawn', async () => {
    const login = await newcomer();
    const { page, faults } = await colleaguesPage(browser, login, '/organizer');
    const isLive = page
      .waitForEvent('websocket')
      .then((socket) =>
        socket.waitForEvent('framereceived', ({ payload }) => String(payload).startsWith('40')),
      );
    await shown(page, 'Chưa có hội nghị nào dành cho tài khoản của bạn');
    await isLive;
    const link = page.getByRole('link', { name: hall.conference.title });
    expect(await link.count()).toBe(0);
    const grant = { login, siteId: hall.sites[0]!.id, role: 'watcher' };
    const { accountId } = made(
      await app.organizer.post<Grant>(pathTo(ROUTES.grants, hall.conference.id), grant),
    );
    await link.waitFor();
    const key = { accountId, siteId: grant.siteId };
    made(await app.organizer.send('DELETE', pathTo(ROUTES.grants, hall.conference.id), key));
    await link.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('shows on its lists that somebody counts at a site outside, and not at which', async () => {
    const login = await newcomer();
    const [mine, there] = [hall.sites[0]!, hall.sites[2]!];
    const person = hall.people[0]![0]!;
    const grant = { login, siteId: mine.id, role: 'manager' };
    made(await app.organizer.post(pathTo(ROUTES.grants, hall.conference.id), grant));
    const entries = [present(hall.checkpoint.id, person.id)];
    made(await app.organizer.post(pathTo(ROUTES.attendance, there.id), { entries }));
    const list = `${at('participants')}?checkpoint=${hall.checkpoint.id}&q=${person.code}`;
    const { page, faults } = await colleaguesPage(browser, login, list);
    const row = page.locator('main li', { hasText: person.fullName });
    await row.getByText('Tính ở điểm cầu khác').waitFor();
    await page.goto(`${app.url}${at('board')}?site=${mine.id}`);
    await page
      .locator('li', { hasText: person.fullName })
      .getByText(/tính ở điểm cầu khác/)
      .waitFor();
    expect(await page.getByText(there.name).count()).toBe(0);
    expect(faults).toEqual([]);
    const { page: whole } = await signedInPage(browser);
    await whole.goto(app.url + list);
    await whole.getByText(`Tính ở ${there.name}`).waitFor();
  });

  it('lets its manager give on what lies in it, and offers nothing else', async () => {
    const login = await newcomer();
    const site = hall.sites[2]!;
    const grant = { login, siteId: site.id, role: 'manager' };
    made(await app.organizer.post(pathTo(ROUTES.grants, hall.conference.id), grant));
    const { page, expectFault } = await colleaguesPage(browser, login, at('parts'));
    await page.locator(`[data-grant="${login}"]`).getByText('Đây là bạn').waitFor();
    expect(await page.locator('main').innerText()).not.toContain('Sơn Động');
    await page.locator('main .head button.primary').click();
    const answer = page.waitForResponse((one) => one.url().includes('/sites?'));
    await page.locator('dialog input[type=search]').focus();
    await answer;
    const offered = page.locator('dialog datalist option');
    await offered.first().waitFor({ state: 'attached' });
    expect(await offered.evaluateAll((all) => all.map((one) => one.getAttribute('value')))).toEqual([
      `${site.code} · ${site.name}`,
    ]);
    await page.locator('dialog input[type=search]').fill(site.name);
    await page.locator('dialog .notice strong', { hasText: site.name }).waitFor();
    await page.locator('dialog input[name=login]').fill('khong-co-ai');
    await page.locator('dialog form button.primary').click();
    await shown(page, 'Không tìm thấy tài khoản này.');
    expectFault(/404/);
  });
});

describe('the pages of parts', () => {
  it.each(LOOKS)('%s, %s, %s: nothing runs over, and axe finds nothing', async (size, language, scheme) => {
    const login = await newcomer();
    const options = { size, language, scheme };
    const { page } = await signedInPage(browser, options);
    const check = async (what: string, of = page): Promise<void> => {
      await screenshot(of, `parts-${what}-${size}-${language}-${scheme}`);
      expect({ what, sideways: await sidewaysScroll(of) }).toEqual({ what, sideways: 0 });
      expect({ what, faults: await accessibilityFaults(of) }).toEqual({ what, faults: [] });
    };
    await page.goto(app.url + at('parts'));
    await give(page, login, 'manager');
    await check('form');
    await page.locator('dialog form button.primary').click();
    await page.locator(`[data-grant="${login}"] button`).click();
    await page.locator('[role=alertdialog]').waitFor();
    await check('list');
    const { page: theirs } = await colleaguesPage(browser, login, at('board'), options);
    await theirs.getByTestId('part').waitFor();
    await check('board', theirs);
  });
});
