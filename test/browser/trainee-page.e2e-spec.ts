import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  TestBrowser,
} from '../support/browser.js';
import { made } from '../support/hall.js';
import { makeConference, ready, sha256, type TraineeDay, traineeDay } from '../support/trainee-day.js';
import { NASTY } from '../support/trainee-plan.js';

let app: TestApp;
let browser: TestBrowser;

let { conference, sessions, publicMaterial } = {} as TraineeDay;
beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);

  ({ conference, sessions, publicMaterial } = await traineeDay(app));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

describe('without any script', () => {
  it('the page shows the day, and each public material is a link to its file', async () => {
    const { page, faults } = await browser.open('/', { script: false });
    expect(await page.locator('h1').innerText()).toBe(conference.title);
    expect(await page.locator('.now h2').innerText()).toBe('Tổng quan về chuyển đổi số');
    expect(await page.locator('.next').innerText()).toContain('Giải lao');
    expect(await page.locator('.session h3').allInnerTexts()).toEqual([
      ...sessions.slice(0, 4).map(({ title }) => title),
      NASTY,
    ]);
    expect(await page.locator('.session').nth(3).innerText()).toContain('GS. Hồ Tú Bảo, VIASM');
    const link = page.getByRole('link', { name: 'Bài trình bày: Tổng quan' });
    expect(await link.innerText()).toContain('PDF · 300 kB');
    const file = Buffer.from(await (await fetch(app.url + (await link.getAttribute('href')))).arrayBuffer());
    expect(sha256(file)).toBe(publicMaterial.sha256);
    expect(await page.content()).not.toContain('Bài tập dành cho học viên');
    expect(await page.getByRole('button', { name: 'Vào' }).isEnabled()).toBe(true);
    expect(await sidewaysScroll(page)).toBe(0);
    await screenshot(page, 'trainee-no-script');
    expect(faults).toEqual([]);
  });

  it('/c/:slug is the same page, ?lang=en is English, and times are those of the conference', async () => {
    const { page } = await browser.open('/c/tap-huan?lang=en', { script: false });
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('heading', { name: 'Programme' }).isVisible()).toBe(true);
    const time = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Asia/Ho_Chi_Minh',
    }).format(new Date(sessions[0]!.startsAt));
    expect(await page.locator('.session time').first().innerText()).toBe(time);
  });

  it('an answer is 304 while nothing changes, and new after a change', async () => {
    const first = await fetch(`${app.url}/c/tap-huan`);
    const tag = { 'if-none-match': first.headers.get('etag')! };
    expect((await fetch(`${app.url}/c/tap-huan`, { headers: tag })).status).toBe(304);
    made(
      await app.organizer.patch<Session>(pathTo(ROUTES.session, sessions[0]!.id), {
        title: 'Khai mạc hội nghị',
      }),
    );
    const changed = await fetch(`${app.url}/c/tap-huan`, { headers: tag });
    expect([changed.status, (await changed.text()).includes('Khai mạc hội nghị')]).toEqual([200, true]);
  });

  it('a draft has no page', async () => {
    await makeConference(app, { slug: 'chua-mo', title: 'Chưa mở', status: 'draft' });
    expect((await fetch(`${app.url}/c/chua-mo`)).status).toBe(404);
    expect(await (await fetch(`${app.url}/?all`)).text()).not.toContain('Chưa mở');
  });
});

describe('how it is built', () => {
  const looks: [string, PageOptions][] = [
    ['phone-vi-light', {}],
    ['phone-en-dark', { language: 'en', scheme: 'dark' }],
    ['desk-vi-dark', { size: 'desk', scheme: 'dark' }],
    ['desk-en-light', { size: 'desk', language: 'en' }],
    ['wall-vi-light', { size: 'wall' }],
  ];
  it.each(looks)('%s: passes axe, nothing scrolls sideways, nothing is reported', async (name, options) => {
    const { page, faults } = await browser.open('/c/tap-huan', options);
    await ready(page);
    await screenshot(page, `trainee-${name}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each(['vi', 'en'] as const)('the script shows the same as the first HTML (%s)', async (language) => {
    const texts = async (script: boolean): Promise<string[]> => {
      const { page } = await browser.open(`/c/tap-huan?lang=${language}`, { script });
      if (script) await ready(page);
      return page
        .locator(
          'h1, h2, h3, .soft:not(.next *), .label, .hint:not(noscript *), .who, .abstract, .status, .time, ' +
            '.jump a, .more a, .material, .mark, .choices, .simulated, .when .number:first-child',
        )
        .allInnerTexts();
    };
    const first = await texts(false);
    expect(first.length).toBeGreaterThan(30);
    expect(await texts(true)).toEqual(first);
  });

  it('the layout does not shift when the script starts', async () => {
    const { page } = await browser.open('/nowhere');
    await page.addInitScript({
      content: `window.shifts = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.shifts += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });`,
    });
    await page.goto(`${app.url}/c/tap-huan`);
    await ready(page);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('window.shifts')).toBeLessThan(0.02);
  });
});
