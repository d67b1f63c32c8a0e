import type { Page } from 'playwright-core';
import type { HeldEntries } from '../../src/contract/decision.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import {
  arrived,
  type Commune,
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  pairingFor,
  revoke,
  servedStates,
  unaccounted,
} from '../support/commune.js';
import { made } from '../support/hall.js';
import { allPresent, marks } from '../support/roll.js';

const { app, browser } = await browserStories();

const quarantined = async ({ conference }: Commune): Promise<HeldEntries> =>
  made(await app.organizer.get<HeldEntries>(pathTo(ROUTES.conferenceQuarantine, conference.id)));
const open = (place: Commune) => async (): Promise<number> => (await quarantined(place)).open;
const handedIn = (page: Page): Promise<void> =>
  page.getByText(/15 lượt chưa gửi đã được chuyển cho ban tổ chức/).waitFor({ timeout: 20_000 });
const isOver = (page: Page, timeout = 10_000): Promise<void> =>
  page.getByRole('heading', { name: 'Máy này không còn là bàn điểm danh' }).waitFor({ timeout });
const nothingOnDevice = { made: 15, received: 15, waiting: 0, members: 0 };

describe('a console that is revoked with entries waiting', () => {
  it('while connected is wiped within 2 seconds, and organizers accept its entries', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.route('**/attendance', (route) => route.abort());
    await allPresent(page);
    await marks(page, 'saved', 15);
    await revoke(place);
    await isOver(page, 2_000);
    await handedIn(page);
    expect(await storedOnDevice(page)).toMatchObject(nothingOnDevice);
    expect(await unaccounted(page)).toBe(0);
    expect(await page.content()).not.toContain('Nguyễn Văn An');
    await screenshot(page, 'console-revoked-handed-in');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await servedStates(place)).toEqual({});

    const { items, open: count } = await quarantined(place);
    expect(count).toBe(15);
    for (const { id } of items) made(await app.organizer.post(pathTo(ROUTES.quarantineAccept, id)));
    expect(Object.keys(await servedStates(place))).toHaveLength(15);
    await page.reload();
    await handedIn(page);
  });

  it('offline works on; at the next contact it is wiped and hands its entries in', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    const context = page.context();
    await eventually(() => page.locator('[data-offline]').getAttribute('data-offline'), 'ready');
    await context.setOffline(true);
    await eventually(
      () =>
        page
          .getByTestId('line')
          .innerText()
          .then((text) => text.startsWith('Mất kết nối')),
      true,
    );
    await revoke(place);
    await allPresent(page);
    await marks(page, 'saved', 15);
    await page.close();
    const again = await browser.open('/console', { in: context });
    await marks(again.page, 'saved', 15);
    expect(await quarantined(place)).toMatchObject({ items: [], open: 0 });
    await context.setOffline(false);
    await isOver(again.page, 20_000);
    await handedIn(again.page);
    expect(await storedOnDevice(again.page)).toMatchObject(nothingOnDevice);
    expect(await unaccounted(again.page)).toBe(0);
    expect(await open(place)()).toBe(15);
    again.expectFault(/401|ERR_INTERNET_DISCONNECTED/);
  });

  it('keeps them through every failed handing-in and a reload, and says so', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    let answers = 0;
    const fail = [
      (route: Parameters<Parameters<Page['route']>[1]>[0]) => route.abort(),
      (route: Parameters<Parameters<Page['route']>[1]>[0]) =>
        route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
      (route: Parameters<Parameters<Page['route']>[1]>[0]) =>
        route.fulfill({ status: 200, contentType: 'application/json', body: '{"receipts":[]}' }),
    ];
    await page.route('**/attendance', (route) => route.abort());
    await page.route('**/quarantine', (route) => fail[answers++ % 3]!(route));
    await allPresent(page);
    await marks(page, 'saved', 15);
    await revoke(place);
    await isOver(page);
    await page.getByText(/Chưa kết nối được máy chủ. 15 lượt chưa gửi vẫn được giữ trên máy này/).waitFor();
    await eventually(async () => answers >= 3, true);
    await screenshot(page, 'console-revoked-waiting');
    expect(await storedOnDevice(page)).toMatchObject({ made: 15, waiting: 15, members: 0 });
    expect(await unaccounted(page)).toBe(0);
    await page.reload();
    await isOver(page);
    expect(await storedOnDevice(page)).toMatchObject({ waiting: 15 });
    await page.unroute('**/quarantine');
    await handedIn(page);
    expect(await open(place)()).toBe(15);
    expect(await unaccounted(page)).toBe(0);
  });

  it('hands them in after a new pairing too, which takes the roll', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    const context = page.context();
    await page.route('**/attendance', (route) => route.abort());
    await page.route('**/quarantine', (route) => route.abort());
    await allPresent(page);
    await marks(page, 'saved', 15);
    await revoke(place);
    await isOver(page);
    await page.close();
    const { code } = await pairingFor(place);
    const again = await browser.open(`/console#pair=${code}`, { in: context });
    await again.page.locator('form button.primary').click();
    await again.page.locator('[data-person]').first().waitFor();
    await eventually(open(place), 15);
    await eventually(async () => (await storedOnDevice(again.page)).waiting, 0);
    await again.page.locator('[data-row]').first().click();
    await marks(again.page, 'received', 1);
    expect(await arrived(again.page)).toEqual({ made: 16, arrived: 16, refused: 0, waiting: 0 });
    expect(await unaccounted(again.page)).toBe(0);
  });

  it('says so in English, on a desk', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place, { language: 'en', size: 'desk' });
    await page.route('**/attendance', (route) => route.abort());
    await allPresent(page);
    await marks(page, 'saved', 15);
    await revoke(place);
    await page.getByText('unsent marks from this device; nothing is lost').waitFor();
    await screenshot(page, 'console-revoked-handed-in-en');
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
