import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import { ApiClient } from '../../src/demo/api-client.js';
import { loadDay } from '../../src/demo/model-day/load.js';
import { Random } from '../../src/demo/random.js';
import { accessibilityFaults, screenshot } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made, pair } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
const SLUG = 'man-hinh-lon';
let sites: Site[];

beforeAll(async () => {
  const organizer = new ApiClient(app.url, app.organizer.token!);
  const day = await loadDay(
    organizer,
    { sites: 239, participants: 480, slug: SLUG, startsAt: Date.now() - 1_800_000, random: new Random(7) },
    () => undefined,
  );
  sites = await organizer.all<Site>(pathTo(ROUTES.sites, day.conference.id));
  const { token } = await pair(app.organizer, sites[3]!.id);
  made(
    await app.anonymous
      .as(token)
      .post(pathTo(ROUTES.siteHelp, sites[3]!.id), { id: randomUUID(), message: 'Không nghe được tiếng' }),
  );
  made(
    await app.organizer.patch(pathTo(ROUTES.site, sites[3]!.id), {
      contactName: 'Đỗ Thị Phượng',
      contactPhone: '0204 3854 923',
    }),
  );
});
afterEach(closePages);

async function onBigScreen(width: number, height: number, scheme: 'light' | 'dark'): Promise<Page> {
  const { page } = await signedInPage(browser, { size: 'wall', scheme });
  await page.setViewportSize({ width, height });
  await page.goto(`${app.url}/organizer/c/${SLUG}/board?big=1`);
  await page.locator('[data-live=true]').waitFor();
  await page.locator('.needs li.help').waitFor();
  return page;
}
/** The size of the smallest letters of these elements, as a share of the screen's height. */
const smallest = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    `Math.min(...[...document.querySelectorAll(${JSON.stringify(selector)})].map(
      (one) => (100 * Number.parseFloat(getComputedStyle(one).fontSize)) / innerHeight,
    ))`,
  );

describe('the board on a big screen', () => {
  it.each([
    [1280, 720, 'light'],
    [1920, 1080, 'light'],
    [3840, 2160, 'dark'],
  ] as const)('grows with a screen of %s × %s, all of it in sight', async (width, height, scheme) => {
    const page = await onBigScreen(width, height, scheme);
    expect(await smallest(page, '.people .figure')).toBeGreaterThanOrEqual(8);
    expect(await smallest(page, '.needs .name, .needs .message, .needs .phone')).toBeGreaterThanOrEqual(2.4);
    expect(await smallest(page, 'header p, .total .word, .next span')).toBeGreaterThanOrEqual(1.6);
    expect(await smallest(page, '.wall .name, .wall .number')).toBeGreaterThanOrEqual(0.9);
    expect(await page.locator('[data-site]').count()).toBe(239);
    expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);
    // Thousands of people, as in a province: the words stand below the figures.
    const detail = page.locator('.people .soft');
    await page.locator('.people .figure').evaluate((figure) => (figure.textContent = '3.337'));
    await page.locator('.people .of').evaluate((figure) => (figure.textContent = '/ 3.666'));
    const [seen, whole] = await detail.evaluate((line) => [line.clientHeight, line.scrollHeight]);
    expect(seen!).toBeGreaterThanOrEqual(0.9 * whole!);
    const bottoms = await page
      .locator('[data-site]')
      .evaluateAll((tiles) => tiles.map((one) => one.getBoundingClientRect().bottom));
    expect(Math.max(...bottoms)).toBeLessThanOrEqual(height);
    expect(await page.locator('.filters, nav').count()).toBe(0);
    await screenshot(page, `big-screen-${width}-${scheme}`);
  });

  it('is entered from the board, holds the screen awake, counts down, and is left by Escape', async () => {
    const { page, faults } = await signedInPage(browser, { size: 'wall' });
    await page.addInitScript(`navigator.wakeLock.request = async (kind) => {
      globalThis.wakes = (globalThis.wakes ?? 0) + 1;
      return { release: async () => { globalThis.wakes -= 1; } };
    }`);
    await page.goto(`${app.url}/organizer/c/${SLUG}/board?show=never`);
    await page.getByRole('button', { name: 'Màn hình lớn' }).click();
    await page.locator('.big .wall').waitFor();
    expect(await page.locator('[data-site]').count()).toBe(239);
    await page.waitForFunction('globalThis.wakes === 1');
    await page
      .locator('.next .left')
      .getByText(/^(\d+:)?\d\d:\d\d$/)
      .waitFor();
    const phone = page.locator('.needs a[href="tel:02043854923"]');
    expect(await phone.textContent()).toBe('0204 3854 923 · Đỗ Thị Phượng');
    await page.locator('.needs li.help button').click();
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.locator('.big').count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.filters').waitFor();
    await page.waitForFunction('globalThis.wakes === 0');
    expect(faults).toEqual([]);
  }, 120_000);
});
