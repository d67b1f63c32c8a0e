import { gzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { SpeakRequest } from '../../src/contract/speaking.js';
import { WebFolder } from '../../src/pages/web-folder.js';
import { accessibilityFaults, screenshot, sidewaysScroll, webFolder } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { changedPages } from '../support/changed-pages.js';
import { commune, eventually, pairedConsole, revoke } from '../support/commune.js';
import { made } from '../support/hall.js';

const { app, browser } = await browserStories();

describe('the second screen of a room', () => {
  it('opens from the console, shows the room what is on, and names nobody', async () => {
    const place = await commune(app);
    const site = await pairedConsole(browser, place);
    const context = site.page.context();
    await site.page.locator('[data-panel=menu]').click();
    const [page] = await Promise.all([
      context.waitForEvent('page'),
      site.page.getByRole('link', { name: 'Màn hình phòng họp' }).click(),
    ]);
    const bytes: Promise<string>[] = [];
    page.on('response', (response) => void bytes.push(response.text().catch(() => '')));
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.reload();
    await page.getByTestId('now').getByText('Tổng quan chuyển đổi số').waitFor();
    await page.getByTestId('next').getByText('Phương pháp luận 2-3-5').waitFor();
    expect(await page.getByTestId('clock').innerText()).toMatch(/^\d\d:\d\d:\d\d$/);
    const body = { id: randomUUID(), topic: 'Hỏi', speaker: 'Nguyễn Văn Riêng', siteId: place.site.id };
    const path = pathTo(ROUTES.speakRequests, place.conference.id);
    const { id } = made(await app.organizer.post<SpeakRequest>(path, body));
    await page.getByTestId('turn').getByText('Chờ phát biểu: lượt kế tiếp').waitFor();
    made(await app.organizer.post(pathTo(ROUTES.speakCall, id)));
    await page.getByTestId('turn').getByText('Mời điểm cầu phát biểu').waitFor();
    made(
      await app.organizer.post(pathTo(ROUTES.announcements, place.conference.id), {
        text: 'Chuyển sang kênh dự phòng',
        level: 'urgent',
        to: { all: true },
      }),
    );
    await page.getByRole('alert').getByText('Chuyển sang kênh dự phòng').waitFor();

    const sizes = await page.evaluate(
      `[...document.querySelectorAll('p, h1, figcaption')].map(
        (one) => parseFloat(getComputedStyle(one).fontSize),
      )`,
    );
    expect(Math.min(...(sizes as number[]))).toBeGreaterThanOrEqual(40);
    expect(await sidewaysScroll(page)).toBe(0);
    // Nobody scrolls in a room: the call and the urgent text are both on the screen, at 720p too.
    await page.setViewportSize({ width: 1280, height: 720 });
    for (const shown of [page.getByTestId('turn'), page.getByRole('alert'), page.getByTestId('now')]) {
      const { y, height } = (await shown.boundingBox())!;
      expect(y + height).toBeLessThanOrEqual(720);
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    const seen = (await Promise.all(bytes)).join('\n') + (await page.content());
    expect(
      ['Nguyễn Văn An', 'Nguyễn Văn Riêng', 'Giáp Văn Định'].filter((name) => seen.includes(name)),
    ).toEqual([]);
    expect(site.faults).toEqual([]);
  });

  it('goes on without a line: the clock, the countdown, and of when the data is', async () => {
    const place = await commune(app);
    const { page: console } = await pairedConsole(browser, place);
    const page = await console.context().newPage();
    await page.clock.install();
    await page.goto(`${app.url}/site-screen`);
    await page.getByTestId('now').getByText('còn 30 phút').waitFor();
    await page.locator('[data-live=true]').waitFor();
    await page.context().setOffline(true);
    await page.clock.runFor(10 * 60_000);
    await page.getByText(/^Mất kết nối\. Dữ liệu lúc \d\d:\d\d$/).waitFor();
    await page.getByTestId('now').getByText('còn 20 phút').waitFor();
    await page.clock.runFor(21 * 60_000);
    await page.getByTestId('now').getByText('Phương pháp luận 2-3-5').waitFor();
    await page.context().setOffline(false);
    await page.clock.runFor(60_000);
    await page.locator('[data-live=true]').waitFor();
  });

  it('opens again without a line, with what it showed last; not with another day’s plan', async () => {
    const place = await commune(app);
    const { page: console } = await pairedConsole(browser, place);
    const { page } = await browser.open('/site-screen', { in: console.context() });
    const kept = () => page.evaluate<string | null>(`localStorage.getItem('site-screen')`);
    await page.getByTestId('now').getByText('Tổng quan chuyển đổi số').waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await page.context().setOffline(true);
    await page.reload();
    await page.getByText(/^Mất kết nối\. Dữ liệu lúc \d\d:\d\d$/).waitFor();
    await page.getByTestId('now').getByText('Tổng quan chuyển đổi số').waitFor();
    expect(await kept()).not.toContain('Nguyễn');
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'site-screen-reloaded-offline');

    await page.clock.setSystemTime(Date.now() + 86_400_000);
    await page.reload();
    await page.getByText('Chưa có kết nối. Màn hình sẽ hiện ra khi có mạng trở lại.').waitFor();
    await page.clock.setSystemTime(Date.now());
    await page.context().setOffline(false);
    await page.reload();
    await page.locator('[data-live=true]').waitFor();
    await revoke(place);
    await page.getByText('Máy này không còn là bàn điểm danh').waitFor();
    await eventually(kept, null);
  });

  it('takes a newer version of its page by itself', async () => {
    const place = await commune(app);
    const { page: console } = await pairedConsole(browser, place);
    const { page } = await browser.open('/site-screen', { in: console.context() });
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    const next = await changedPages(
      { in: 'site-screen.html', find: /<\/body>/, replace: '<p>Trang mới</p></body>' },
      {
        in: 'site-screen-worker.js',
        find: /"version":"[0-9a-f]{12}"/,
        replace: '"version":"0123456789ab"',
      },
    );
    app.app.get(WebFolder).use(next);
    await page.reload();
    await page.getByText('Trang mới').waitFor();
    await page.getByTestId('now').getByText('Tổng quan chuyển đổi số').waitFor();
    app.app.get(WebFolder).use(webFolder());
    await rm(next, { recursive: true });
  });

  it('leads to the console where the browser is not paired, and leaves no empty store behind', async () => {
    const { page, faults } = await browser.open('/site-screen', { language: 'en' });
    await page.getByText('This device is not paired with a site').waitFor();
    expect(await page.evaluate('indexedDB.databases().then((all) => all.length)')).toBe(0);
    await page.getByRole('link', { name: 'Open the console' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('is at most 30 kB of script', async () => {
    const { page } = await browser.open('/site-screen');
    const scripts = new Set<string>();
    page.on('response', (response) => {
      if (new URL(response.url()).pathname.endsWith('.js')) scripts.add(response.url());
    });
    await page.reload();
    await page.getByText('Máy này chưa ghép với điểm cầu').waitFor();
    let kb = 0;
    for (const url of scripts)
      kb += gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()), { level: 9 }).length / 1000;
    expect(scripts.size).toBeGreaterThan(0);
    expect(kb).toBeLessThan(30);
  });
});
