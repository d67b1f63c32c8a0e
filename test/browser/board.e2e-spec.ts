import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  TestBrowser,
  type WatchedPage,
} from '../support/browser.js';
import { type BoardMorning, boardMorning } from '../support/board-morning.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { overLine } from '../support/silent-line.js';

const SLUG = 'chuyen-doi-so';
const BOARD = `/organizer/c/${SLUG}/board`;
let app: TestApp;
let browser: TestBrowser;
let { day, sites, people, consoles, entry } = {} as BoardMorning;

beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
  ({ day, sites, people, consoles, entry } = await boardMorning(app, SLUG));
});
afterAll(async () => {
  for (const { live } of consoles?.values() ?? []) live.close();
  await browser?.close();
  await app?.stop();
});

afterEach(closePages);

async function onBoard(
  query = '',
  options: PageOptions = {},
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<WatchedPage> {
  const watched = await signedInPage(browser, options);
  await prepare(watched.page);
  await watched.page.goto(app.url + BOARD + query);
  await watched.page.locator('[data-live=true]').waitFor();
  await watched.page.locator('.wall').waitFor();
  return watched;
}
const tile = (page: Page, siteId: string): Locator => page.locator(`[data-site="${siteId}"]`);
const shownSites = (page: Page): Promise<(string | undefined)[]> =>
  page
    .locator('[data-site]')
    .evaluateAll((tiles) => tiles.map((one) => one.getAttribute('data-site') ?? undefined));

describe('the board as it looks', () => {
  it('shows all 239 sites on one wall without scrolling, each district with its own site first', async () => {
    const { page, faults } = await onBoard('', { size: 'wall' });
    expect(await page.locator('[data-site]').count()).toBe(239);
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(1080);
    const heights = await page
      .locator('[data-site]')
      .evaluateAll((tiles) => tiles.map((one) => one.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    expect(await page.locator('.block').nth(1).locator('[data-site]').first().getAttribute('title')).toBe(
      await page.locator('.block').nth(1).locator('h2 .name').textContent(),
    );
    expect(await page.getByText('Mô phỏng').isVisible()).toBe(true);
    expect(faults).toEqual([]);
  });

  for (const [size, language, scheme] of [
    ['wall', 'vi', 'light'],
    ['wall', 'en', 'dark'],
    ['desk', 'en', 'light'],
    ['desk', 'vi', 'dark'],
    ['phone', 'vi', 'light'],
    ['phone', 'en', 'dark'],
  ] as const)
    it(`passes axe: ${size}, ${language}, ${scheme}`, async () => {
      const { page, faults } = await onBoard('', { size, language, scheme });
      await page.locator('.uplot canvas').waitFor();
      await screenshot(page, `board-${size}-${language}-${scheme}`);
      expect(await sidewaysScroll(page)).toBe(0);
      // axe takes a minute for 239 tiles of one kind.
      if (size !== 'phone') await page.locator('input[type=search]').fill('huyen');
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
    }, 120_000);

  it('draws the curve in a browser whose language has no well-formed name', async () => {
    const nameless = `Object.defineProperty(Navigator.prototype, 'language', {
      get: () => 'en-US@posix',
      configurable: true,
    })`;
    const { page, faults } = await onBoard('', {}, (opened) => opened.addInitScript(nameless));
    await page.locator('.uplot canvas').waitFor();
    expect(faults).toEqual([]);
  });

  it('describes the curve in words and figures too', async () => {
    const { page } = await onBoard('', { size: 'desk' });
    await page
      .locator('figcaption')
      .getByText(/đông nhất lúc \d\d:\d\d: \d+ người/)
      .waitFor();
    expect(await page.locator('figure table tbody tr').count()).toBeGreaterThan(3);
  });
});

describe('the board as it lives', () => {
  it('shows a console’s entry without a reload, and redraws no other tile', async () => {
    const site = sites[7]!;
    const { page, faults } = await onBoard('', { size: 'wall' });
    const mine = tile(page, site.id);
    const before = await page.locator('.totals .figure').first().textContent();
    expect(await mine.getAttribute('aria-label')).toContain('0 trên');
    await page.evaluate(
      `globalThis.redrawn = new Set();
      const note = ({ target }) =>
        globalThis.redrawn.add((target.parentElement ?? target).closest?.('[data-site]')?.dataset.site);
      new MutationObserver((all) => all.forEach(note)).observe(document.querySelector('.wall'), {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });`,
    );
    const here = people.filter((person) => person.siteId === site.id);
    made(
      await app.anonymous.as(consoles.get(site.id)!.token).post(pathTo(ROUTES.attendance, site.id), {
        entries: [entry(here[0]!.id, 'present'), entry(here[1]!.id, 'absent')],
      }),
    );
    await page.locator(`[data-site="${site.id}"][aria-label*=", 1 trên"]`).waitFor();
    expect(await page.locator('.totals .figure').first().textContent()).not.toBe(before);
    expect(await page.evaluate(`[...globalThis.redrawn].filter(Boolean)`)).toEqual([site.id]);
    expect(faults).toEqual([]);
  });

  it('says "dữ liệu lúc" within 20 s of a silent cut, keeps its data, and catches up', async () => {
    const line = { isCut: false };
    const watched = await onBoard('', { size: 'desk' }, (page) => overLine(page, line));
    const { page } = watched;
    line.isCut = true;
    const cutAt = Date.now();
    await page.getByText(/dữ liệu lúc \d\d:\d\d:\d\d/).waitFor({ timeout: 20_000 });
    expect(Date.now() - cutAt).toBeLessThanOrEqual(20_000);
    expect(await page.locator('[data-live=true]').count()).toBe(0);
    expect(await page.locator('[data-site]').count()).toBe(239);
    await screenshot(page, 'board-stale');
    const site = sites[27]!;
    const person = people.find((one) => one.siteId === site.id)!;
    made(
      await app.organizer.post(pathTo(ROUTES.attendance, site.id), {
        entries: [entry(person.id, 'present')],
      }),
    );
    line.isCut = false;
    await page.locator('[data-live=true]').waitFor({ timeout: 60_000 });
    await page.locator(`[data-site="${site.id}"][aria-label*=", 1 trên"]`).waitFor();
    // The browser's own words on the cut, when it met one.
    expect(watched.faults.filter((fault) => !/ERR_|WebSocket/.test(fault))).toEqual([]);
  }, 120_000);

  it('shows a call for help without a reload, whole figures and no scrolling', async () => {
    const { page, faults } = await onBoard('', { size: 'wall' });
    const [calling, other] = [sites[90]!, sites[30]!];
    await consoles.get(calling.id)!.live.ask('site.signal', { picture: 'bad', sound: 'none' });
    const calls = [calling, other].map((site) => ({
      site,
      id: randomUUID(),
      message: `Không nghe được tiếng từ hội trường, ${'đã thử lại '.repeat(12)}`,
    }));
    for (const { site, id, message } of calls)
      made(
        await app.anonymous
          .as(consoles.get(site.id)!.token)
          .post(pathTo(ROUTES.siteHelp, site.id), { id, message }),
      );
    await page.locator('.needs li.help').nth(1).waitFor();
    await page.locator(`[data-site="${calling.id}"][aria-label*="gọi hỗ trợ: Không nghe"]`).waitFor();
    await screenshot(page, 'board-help-wall');
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeLessThanOrEqual(1080);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await page.locator('.totals').evaluate((totals) => totals.scrollWidth - totals.clientWidth)).toBe(
      0,
    );
    for (const { id } of calls) made(await app.organizer.post(pathTo(ROUTES.helpAnswer, id), {}));
    await page.locator('.needs li.help').first().waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('says which session runs', async () => {
    const { page } = await onBoard('', { size: 'desk' });
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, day.sessions[3]!.id)));
    await page.getByText(`đang diễn ra: ${day.sessions[3]!.title}`).waitFor();
  });
});

describe('finding what needs a person', () => {
  it('filters lost sites by the address, and shows for how long', async () => {
    const site = sites[150]!;
    const other = sites[151]!;
    consoles.get(site.id)!.live.close();
    const { page, faults } = await onBoard('?show=lost', { size: 'desk' });
    await tile(page, site.id).waitFor({ timeout: 60_000 });
    expect(await tile(page, other.id).count()).toBe(0);
    expect(await page.locator('.total.lost').getAttribute('aria-pressed')).toBe('true');
    await page.locator('.needs').getByText(site.name).first().waitFor();
    await screenshot(page, 'board-filter-lost');
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    expect(await page.locator('[data-site]').count()).toBe(239);
    expect(new URL(page.url()).search).toBe('');
    expect(faults).toEqual([]);
  }, 90_000);

  it('finds a site without diacritics, and keeps the search in the address', async () => {
    const { page } = await onBoard('?q=yen+the', { size: 'desk' });
    expect(await shownSites(page)).toEqual(
      sites.filter((site) => /Yên Thế/.test(site.name)).map((site) => site.id),
    );
    await page.getByPlaceholder('Tìm điểm cầu').fill('khong co dau');
    await page.getByText('Không có điểm cầu nào khớp với bộ lọc.').waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toBe('khong co dau');
  });

  it('opens a site by keyboard alone and gives the focus back', async () => {
    const { page, faults } = await onBoard('', { size: 'desk' });
    const first = page.locator('[data-site]').first();
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const reached = await page.evaluate('document.activeElement.dataset.site');
    expect(reached).not.toBe(await first.getAttribute('data-site'));
    await page.keyboard.press('Enter');
    await page.locator('dialog[open] .who strong').first().waitFor();
    expect(new URL(page.url()).searchParams.get('site')).toBe(reached);
    await screenshot(page, 'board-site-desk');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.dataset.site')).toBe(reached);
    expect(faults).toEqual([]);
  });

  it('shows a site’s people, contact and devices, revokes one and pairs another', async () => {
    const site = sites[1]!;
    made(
      await app.organizer.patch(pathTo(ROUTES.site, site.id), {
        contactName: 'Đỗ Thị Phượng',
        contactPhone: '0204 3.854.923',
      }),
    );
    const { page, faults } = await onBoard(`?site=${site.id}`, { size: 'phone' });
    const dialog = page.locator('dialog[open]');
    expect(await dialog.locator('a[href^="tel:"]').getAttribute('href')).toBe('tel:02043854923');
    await dialog
      .getByPlaceholder('Tìm tên, đơn vị')
      .fill(people.find((person) => person.siteId === site.id)!.fullName);
    await dialog.getByRole('button', { name: 'Thu hồi' }).click();
    await dialog.getByRole('alert').getByRole('button', { name: 'Thu hồi' }).click();
    await dialog.getByText('đã thu hồi').waitFor();
    await dialog.getByRole('button', { name: 'Tạo mã ghép nối mới' }).click();
    await dialog.getByRole('img', { name: /Mã QR/ }).waitFor();
    await screenshot(page, 'board-site-phone');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('a wall without a sign-in', () => {
  it('opens the board by its link, keeps the token out of the address, and shows no person', async () => {
    const { url } = made(
      await app.organizer.post<{ url: string }>(pathTo(ROUTES.viewers, day.conference.id), {
        name: 'Hội trường',
      }),
    );
    const { page, faults } = await browser.open(url.slice(app.url.length), { size: 'wall' });
    await page.locator('[data-live=true]').waitFor();
    expect(page.url()).not.toContain('view=');
    await tile(page, sites[0]!.id).click();
    await page.locator('dialog[open]').waitFor();
    expect(await page.locator('dialog[open] section').count()).toBe(0);
    expect(faults).toEqual([]);
  });
  it('says that its link is revoked', async () => {
    const watched = await browser.open('/organizer#view=abcdefghijklmnop', { size: 'desk' });
    await watched.page.getByText('Liên kết xem bảng không dùng được nữa').waitFor();
    watched.expectFault(/401/);
    expect(watched.faults).toEqual([]);
  });
});
