import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { WebFolder } from '../../src/pages/web-folder.js';
import { accessibilityFaults, screenshot, webFolder } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { changedPages } from '../support/changed-pages.js';
import {
  arrived,
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  servedStates,
  unaccounted,
} from '../support/commune.js';

const { app, browser } = await browserStories();
const ready = (page: Page) =>
  eventually(() => page.locator('[data-offline]').getAttribute('data-offline'), 'ready');
const marks = (page: Page, how: string, count: number) =>
  eventually(() => page.locator(`[data-mark="${how}"]`).count(), count);

describe('without a network', () => {
  it('opens from cold, takes the roll, and sends it once the network is back', async () => {
    const place = await commune(app);
    const first = await pairedConsole(browser, place);
    await ready(first.page);
    const context = first.page.context();
    await first.page.close();
    await context.setOffline(true);
    const { page } = await browser.open('/console', { in: context });
    await eventually(() => page.locator('[data-person]').count(), 15);
    await page.getByRole('button', { name: 'Có mặt tất cả (15)' }).click();
    await marks(page, 'saved', 15);
    await eventually(
      () =>
        page
          .getByTestId('line')
          .innerText()
          .then((text) => text.startsWith('Mất kết nối')),
      true,
    );
    await screenshot(page, 'console-cold-offline');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await storedOnDevice(page)).toMatchObject({ made: 15, waiting: 15 });
    expect(await servedStates(place)).toEqual({});
    await page.close();
    await context.setOffline(false);
    const again = await browser.open('/console', { in: context });
    await marks(again.page, 'received', 15);
    expect(await unaccounted(again.page)).toBe(0);
    expect(Object.keys(await servedStates(place))).toHaveLength(15);
    expect(again.faults).toEqual([]);
  });

  it('marks its entries as made offline, with the time of the act', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.context().setOffline(true);
    await eventually(
      () =>
        page
          .getByTestId('line')
          .innerText()
          .then((text) => text.startsWith('Mất kết nối')),
      true,
    );
    await page.locator('[data-row]').first().click();
    await marks(page, 'saved', 1);
    await page.context().setOffline(false);
    await marks(page, 'received', 1);
    const { body } = await app.organizer.get<{
      items: { offline: boolean; deviceSeq: number; recordedAt: string; receivedAt: string }[];
    }>(`/api/v1/conferences/${place.conference.id}/attendance`);
    expect(body.items).toMatchObject([{ offline: true, deviceSeq: 1 }]);
    expect(body.items[0]!.recordedAt < body.items[0]!.receivedAt).toBe(true);
  });
});

describe('a new version of the page', () => {
  it('waits while entries wait, loses none, and runs at the next opening', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    const context = page.context();
    await ready(page);
    await page.route('**/attendance', (route) => route.abort());
    await page.getByRole('button', { name: 'Có mặt tất cả (15)' }).click();
    await marks(page, 'saved', 15);

    const next = await newVersion();
    app.app.get(WebFolder).use(next);
    await page.evaluate(
      `navigator.serviceWorker.getRegistration('/console').then((registration) => registration.update())`,
    );
    await eventually(
      () =>
        page.evaluate(
          `navigator.serviceWorker.getRegistration('/console').then(({ waiting }) => waiting !== null)`,
        ),
      true,
    );
    await page.reload();
    await marks(page, 'saved', 15);
    expect(await page.content()).not.toContain('a new version');
    await page.close();

    const again = await browser.open('/console', { in: context });
    await marks(again.page, 'received', 15);
    expect(await again.page.content()).toContain('a new version');
    expect(await unaccounted(again.page)).toBe(0);
    expect(await arrived(again.page)).toEqual({ made: 15, arrived: 15, refused: 0, waiting: 0 });
    app.app.get(WebFolder).use(webFolder());
    await rm(next, { recursive: true });
  });
});

/** The built pages as a later build would be: another page, another worker. */
const newVersion = (): Promise<string> =>
  changedPages(
    { in: 'console.html', find: /<\/body>/, replace: '<!-- a new version --></body>' },
    { in: 'console-worker.js', find: /"version":"[0-9a-f]{12}"/, replace: '"version":"0123456789ab"' },
  );
