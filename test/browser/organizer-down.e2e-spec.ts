import type { Page } from 'playwright-core';
import type { Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll, SIZES } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made, makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { overLine } from '../support/silent-line.js';

const { app, browser } = await browserStories();
const SLUG = 'ngay-mau';

beforeAll(async () => {
  const conference = made(
    await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
      title: 'Ngày mẫu',
      slug: SLUG,
      startsOn: '2026-12-01',
      endsOn: '2026-12-01',
    }),
  );
  const times = { startsAt: '2026-12-01T01:00:00.000Z', endsAt: '2026-12-01T02:00:00.000Z' };
  made(
    await app.organizer.post(pathTo(ROUTES.sessions, conference.id), {
      title: 'Khai mạc',
      kind: 'opening',
      speakers: [],
      abstract: null,
      ...times,
    }),
  );
});
afterEach(closePages);

/** From now on nothing answers, not even with the code of a page; answers how to end it. */
async function down(page: Page): Promise<() => Promise<void>> {
  await page.route('**/*', (route) => route.abort('connectionrefused'));
  return () => page.unroute('**/*');
}

describe('while the service does not answer', () => {
  for (const [what, loadedBefore] of [
    ['whose code has not come', false],
    ['whose data has not come', true],
  ] as const)
    it(`a section ${what} keeps navigation and title, and comes by itself`, async () => {
      const watched = await signedInPage(
        browser,
        loadedBefore ? { size: 'phone', scheme: 'dark', language: 'en' } : {},
      );
      const { page } = watched;
      const link = (name: RegExp) => page.getByRole('link', { name }).and(page.locator(':visible'));
      await page.goto(`${app.url}/organizer/c/${SLUG}/${loadedBefore ? 'schedule' : 'sites'}`);
      await page.locator('main h1').waitFor();
      if (loadedBefore) {
        await page.getByText('Khai mạc').first().waitFor();
        await page.locator('header .sections summary').click();
        await link(/^Checkpoints/).click();
        await page.locator('main h1', { hasText: 'Checkpoints' }).waitFor();
        // The menu closes by itself, a moment later.
        await page.locator('header .sections:not([open])').waitFor({ state: 'attached' });
      }
      const up = await down(page);
      if (loadedBefore) await page.locator('header .sections summary').click();
      await link(/^(Chương trình|Schedule)/).click();
      await page
        .getByRole('alert')
        .filter({ hasText: /Trang này tự thử lại|tries again by itself/ })
        .waitFor();
      expect(await page.locator('main h1').textContent()).toMatch(/^(Chương trình|Schedule)$/);
      expect(await page.locator('header').textContent()).toContain('Ngày mẫu');
      expect(await page.locator('nav a[aria-current=page]').first().textContent()).toMatch(
        /^(Chương trình|Schedule)/,
      );
      await screenshot(page, `down-section-${loadedBefore ? 'data' : 'code'}`);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await sidewaysScroll(page)).toBe(0);
      await up();
      await page.getByText('Khai mạc').first().waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
      watched.expectFault(/ERR_CONNECTION_REFUSED/);
      expect(watched.faults).toEqual([]);
    });

  it('tries at once when the browser is back on the net', async () => {
    const { page } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/${SLUG}/schedule`);
    await page.getByText('Khai mạc').first().waitFor();
    await page.getByRole('link', { name: 'Mốc điểm danh' }).click();
    await page.locator('main h1', { hasText: 'Mốc điểm danh' }).waitFor();
    await page.clock.install();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Chương trình' }).click();
    await page.getByRole('alert').waitFor();
    await page.clock.pauseAt(Date.now() + 1_000_000); // no timer tries
    await page.getByRole('alert').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Khai mạc').first().waitFor();
  });

  it('says of a conference that does not exist what leads on, and has nothing to try again', async () => {
    const { page } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/khong-co/schedule`);
    await page.getByText('Không có hội nghị này').waitFor();
    expect(await page.getByRole('button', { name: 'Thử lại' }).count()).toBe(0);
    expect((await page.locator('header').boundingBox())!.height).toBeLessThan(60);
    await screenshot(page, 'unknown-conference');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'Về danh sách hội nghị' }).click();
    await page.getByRole('link', { name: 'Ngày mẫu' }).waitFor();
  });
});

describe('a board whose line is cut', () => {
  for (const [size, scheme, language, words] of [
    ['desk', 'light', 'vi', /Mất kết nối với máy chủ; dữ liệu lúc \d\d:\d\d:\d\d/],
    ['phone', 'dark', 'en', /No connection to the server; data as of \d\d:\d\d:\d\d/],
  ] as const)
    it(`says so in sight, and is grey down to the foot of the page: ${size}`, async () => {
      const { conference } = await makeHall(app.organizer, { sites: 1, people: 0 });
      const line = { isCut: false };
      const { page } = await signedInPage(browser, { size, scheme, language });
      await overLine(page, line);
      await page.goto(`${app.url}/organizer/c/${conference.slug}/board`);
      await page.locator('[data-live=true]').waitFor();
      line.isCut = true;
      await page.locator('.clock', { hasText: words }).waitFor({ timeout: 20_000 });
      const ground = (await page.locator('main.stale').boundingBox())!;
      expect(ground.y + ground.height).toBeGreaterThanOrEqual(SIZES[size].height);
      expect(await sidewaysScroll(page)).toBe(0);
      await screenshot(page, `board-cut-${size}`);
    }, 40_000);
});
