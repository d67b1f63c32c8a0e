import type { Page } from 'playwright-core';
import type { ChaseItem, ReadinessResult, SiteReadiness } from '../../src/contract/readiness.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  TestBrowser,
  type WatchedPage,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually, pairedConsole } from '../support/commune.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { SlowLine } from '../support/slow-line.js';

const { app, browser } = await browserStories();
afterEach(closePages);

/** A commune that is asked for few items, and whose conference begins in an hour. */
async function asked(items: string[], limits: object = {}): Promise<Commune> {
  const place = await commune(app);
  const deadline = new Date(Date.now() + 3_600_000).toISOString();
  const path = pathTo(ROUTES.readinessItems, place.conference.id);
  const { limits: usual } = made(await app.organizer.get<{ limits: object }>(path));
  made(await app.organizer.send('PUT', path, { items, limits: { ...usual, ...limits }, deadline }));
  return place;
}
const readiness = async ({ site }: Commune): Promise<SiteReadiness> =>
  made(await app.organizer.get<SiteReadiness>(pathTo(ROUTES.siteReadiness, site.id)));
async function openTest(page: Page): Promise<void> {
  await page.getByTestId('readiness-reminder').getByRole('button').click();
  await page.locator('dialog .begin').click();
}
const outcome = (page: Page, key: string) => page.locator(`[data-item=${key}][data-outcome]`);
async function answer(page: Page, key: string, choice: string): Promise<void> {
  await page.locator(`fieldset[data-item=${key}]`).getByText(choice, { exact: true }).click();
}
async function sign(page: Page, name: string): Promise<void> {
  await page.getByLabel('Họ và tên người ký').fill(name);
  await page.getByRole('button', { name: 'Ký và gửi kết quả' }).click();
}
const look = async ({ page }: WatchedPage, name: string): Promise<void> => {
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  await screenshot(page, name);
};

describe('the readiness test at a console', () => {
  it('is measured, answered and signed, and the site is ready on every screen', async () => {
    const items = ['round_trip', 'download', 'upload', 'live', 'clock', 'storage', 'space', 'browser'];
    const place = await asked([...items, 'tone', 'picture', 'roster']);
    const console = await pairedConsole(browser, place);
    const { page } = console;
    await page
      .getByTestId('readiness-reminder')
      .getByText(/Chưa đến 2 giờ nữa/)
      .waitFor();
    await page.getByTestId('readiness-reminder').getByRole('button').click();
    await page.getByLabel('Họ và tên người phụ trách').fill('Trần Văn Bình');
    await page.getByLabel('Số điện thoại').fill('0912 345 678');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.locator('dialog').getByText('Người phụ trách:').waitFor();
    const contact = async () =>
      made(await app.organizer.get<Site>(pathTo(ROUTES.site, place.site.id))).contactName;
    await eventually(contact, 'Trần Văn Bình');
    await page.waitForTimeout(500);
    expect(await page.getByLabel('Họ và tên người phụ trách').count()).toBe(0);
    await look(console, 'readiness-before');
    await page.locator('dialog .begin').click();
    await answer(page, 'tone', 'Có');
    await page.getByRole('button', { name: 'Hiện hình thử' }).click();
    await answer(page, 'picture', 'Có');
    await answer(page, 'roster', 'Không');
    await look(console, 'readiness-running');
    await answer(page, 'roster', 'Có');
    for (const key of items) await outcome(page, key).waitFor({ timeout: 60_000 });
    await outcome(page, 'download')
      .getByText(/Đạt · [\d.]+,\d Mbit\/s/)
      .waitFor();
    await look(console, 'readiness-measured');
    await sign(page, 'Trần Văn Bình');
    await page.locator('[data-state=passed]').waitFor();
    await look(console, 'readiness-signed');
    await page.keyboard.press('Escape');
    await eventually(() => page.getByTestId('readiness-reminder').count(), 0);

    const stored = await readiness(place);
    expect(stored).toMatchObject({ state: 'passed', by: 'Trần Văn Bình', failed: [], incomplete: null });
    expect(stored.items).toHaveLength(items.length + 3);
    expect(console.faults).toEqual([]);
  }, 120_000);

  it('offline measures nothing, fails nothing, waits over a reload and is sent later', async () => {
    const place = await asked(['round_trip', 'storage', 'tone']);
    const { page } = await pairedConsole(browser, place);
    await page.getByTestId('readiness-reminder').waitFor();
    await page.route('**/api/v1/**', (route) => route.abort());
    await openTest(page);
    await outcome(page, 'round_trip').getByText('Chưa đo').waitFor();
    await outcome(page, 'storage').getByText('Đạt').waitFor();
    await answer(page, 'tone', 'Có');
    await sign(page, 'Lê Thị Mai');
    await page
      .locator('dialog')
      .getByText(/sẽ gửi khi có mạng/)
      .waitFor();
    await page.reload();
    await page.waitForTimeout(500);
    expect((await readiness(place)).incomplete).toBeNull();
    await page.unroute('**/api/v1/**');
    await eventually(async () => (await readiness(place)).incomplete?.by ?? null, 'Lê Thị Mai');
    const { state, failed, incomplete } = await readiness(place);
    expect([state, failed]).toEqual(['untested', []]);
    expect(incomplete?.items.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['round_trip', 'not_measured'],
      ['storage', 'passed'],
      ['tone', 'passed'],
    ]);
  }, 90_000);

  it('over a line that is late and narrow fails with exactly these items', async () => {
    const place = await asked(['round_trip', 'download', 'upload', 'storage'], {
      download: 8_000,
      upload: 500,
    });
    // 200 ms each way, and 4.8 Mbit/s left: enough to send, too little to receive.
    const line = await SlowLine.to(app.url, { delay: 200, rate: 600_000 });
    const behind = await TestBrowser.launchAt(line.url);
    try {
      const { page } = await pairedConsole(behind, place);
      await openTest(page);
      for (const key of ['round_trip', 'download', 'upload', 'storage'])
        await outcome(page, key).waitFor({ timeout: 60_000 });
      await sign(page, 'Lê Thị Mai');
      await eventually(async () => (await readiness(place)).failed, ['round_trip', 'download']);
      const { state, items } = await readiness(place);
      expect(state).toBe('failed');
      const value = (key: string): number => Number(items.find((item) => item.key === key)!.value);
      expect(value('round_trip')).toBeGreaterThanOrEqual(400);
      expect(items.find(({ key }) => key === 'round_trip')!.median).toBeGreaterThanOrEqual(400);
      expect(value('download')).toBeLessThan(8_000);
    } finally {
      await behind.close();
      await line.close();
    }
  }, 120_000);
});

describe('a line that loses one packet in ten', () => {
  it('fails by its slowest round trips, though most of them are fast', async () => {
    const place = await asked(['round_trip', 'storage']);
    const line = await SlowLine.to(app.url, { delay: 5, rate: 10_000_000 });
    const behind = await TestBrowser.launchAt(line.url);
    try {
      const { page } = await pairedConsole(behind, place);
      line.loses = { every: 10, ms: 1_000 };
      await openTest(page);
      for (const key of ['round_trip', 'storage']) await outcome(page, key).waitFor({ timeout: 60_000 });
      await sign(page, 'Lê Thị Mai');
      await eventually(async () => (await readiness(place)).failed, ['round_trip']);
      const { value, median } = (await readiness(place)).items.find(({ key }) => key === 'round_trip')!;
      expect(Number(value)).toBeGreaterThanOrEqual(1_000);
      expect(median).toBeLessThan(Number(value));
    } finally {
      await behind.close();
      await line.close();
    }
  }, 90_000);
});

describe('the organizers’ page of readiness', () => {
  const at = async ({ conference }: Commune, options: PageOptions = {}): Promise<WatchedPage> => {
    const watched = await signedInPage(browser, options);
    await watched.page.goto(`${app.url}/organizer/c/${conference.slug}/readiness`);
    await watched.page.getByTestId('ready').waitFor();
    return watched;
  };

  it('shows who is to be called, keeps the call and the note, and passes a site by hand', async () => {
    const place = await asked(['tone']);
    const watched = await at(place);
    const { page } = watched;
    const row = page.locator('li[data-site=XDT]');
    expect(await page.getByTestId('ready').innerText()).toBe('0/1');
    await row.getByText('Chưa mở liên kết').waitFor();
    await row.getByRole('button', { name: /^Đã gọi/ }).click();
    await row.getByText(/^Đã gọi \d\d:\d\d/).waitFor();
    await row.getByRole('button', { name: /^Xem/ }).click();
    await page.getByLabel('Ghi chú mới').fill('Chiều nay lắp máy');
    await page.getByRole('button', { name: 'Ghi', exact: true }).click();
    await page.locator('dialog').getByText('Chiều nay lắp máy').waitFor();
    await look(watched, 'readiness-sheet');
    await page.getByLabel(/vì sao/).fill('Đã xem tại chỗ');
    await page.getByRole('button', { name: 'Xác nhận đạt' }).click();
    await page.locator('dialog [data-state=passed]').waitFor();
    await page.keyboard.press('Escape');
    await eventually(() => page.getByTestId('ready').innerText(), '1/1');
    await row.getByText('Chưa có người phụ trách').waitFor();
    const { items } = made(
      await app.organizer.get<{ items: ChaseItem[] }>(pathTo(ROUTES.chase, place.conference.id)),
    );
    expect(items.map(({ isByHand, lastContact }) => [isByHand, lastContact?.note])).toEqual([
      [true, 'Chiều nay lắp máy'],
    ]);
    expect(watched.faults).toEqual([]);
  });

  it('follows the sites by itself, and asks for what the conference sets', async () => {
    const place = await asked(['tone']);
    const { page } = await at(place);
    await page.getByRole('button', { name: 'Mục kiểm tra' }).click();
    const dialog = page.locator('dialog');
    await dialog.getByLabel('Camera').check();
    await dialog.getByText(/Có mục mới/).waitFor();
    await dialog.getByLabel('Tải xuống tối thiểu (kbit/s)').fill('4000');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await eventually(() => dialog.count(), 0);
    const { settings } = await readiness(place);
    expect([settings.items, settings.limits.download]).toEqual([['camera', 'tone'], 4_000]);
    const console = await pairedConsole(browser, place);
    await openTest(console.page);
    await outcome(console.page, 'camera').waitFor();
    await answer(console.page, 'tone', 'Không');
    await sign(console.page, 'Mai');
    await page.locator('li[data-site=XDT][data-need=failed]').waitFor();
    const history = await app.organizer.get<{ items: ReadinessResult[] }>(
      pathTo(ROUTES.readinessHistory, place.site.id),
    );
    expect(made(history).items).toHaveLength(1);
  }, 60_000);
});
