import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { API_BASE, CONTRACT_HEADER, CONTRACT_VERSION, OLDEST_CONTRACT } from '../../src/contract/version.js';
import { WebFolder } from '../../src/pages/web-folder.js';
import { ServedContracts } from '../../src/platform/http/served-contracts.js';
import { accessibilityFaults, screenshot, sidewaysScroll, webFolder } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import {
  type Commune,
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  pairingFor,
  revoke,
  unaccounted,
} from '../support/commune.js';
import { expectAllReceived, ledgerOf, storeOf } from '../support/console-store.js';
import { allPresent, marks, settled, tap } from '../support/roll.js';

const { app, browser } = await browserStories();
const served = app.app.get(ServedContracts);
const OLDER = CONTRACT_VERSION - 1;
let olderPages: string;

beforeAll(async () => {
  olderPages = await mkdtemp(join(tmpdir(), 'diemcau-older-'));
  const program = join(import.meta.dirname, '../support/pages-of-contract.mjs');
  await promisify(execFile)(process.execPath, [program, String(OLDER), olderPages]);
});
afterAll(() => rm(olderPages, { recursive: true, force: true }));
afterEach(today);

/** The service of an earlier day, with its pages. */
function yesterday(): void {
  served.oldest = OLDER;
  app.app.get(WebFolder).use(olderPages);
}
/** The service and pages of this build. */
function today(): void {
  served.oldest = CONTRACT_VERSION;
  app.app.get(WebFolder).use(webFolder());
}
/** A service that serves no page that there is. */
const tomorrow = (): void => void (served.oldest = CONTRACT_VERSION + 1);

/**
 * How often the page was loaded from now on, and what its requests to the API said and were answered: `1
 * 426`.
 */
function watchUpdates(page: Page): { loads: () => number; said: string[] } {
  let loads = 0;
  const said: string[] = [];
  page.on('load', () => (loads += 1));
  page.on('response', (response) => {
    const version = response.request().headers()[CONTRACT_HEADER];
    if (response.url().includes(API_BASE)) said.push(`${version} ${response.status()}`);
  });
  return { loads: () => loads, said };
}
const ready = (page: Page): Promise<void> =>
  eventually(() => page.locator('[data-offline]').getAttribute('data-offline'), 'ready');
const renewal = (page: Page): Promise<string | null> =>
  page
    .locator('[data-renewal]')
    .getAttribute('data-renewal', { timeout: 500 })
    .catch(() => null);
const comesBack = (page: Page): Promise<unknown> => page.evaluate(`dispatchEvent(new Event('online'))`);
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A console of the older version whose 15 entries wait. */
async function olderConsole(place: Commune): Promise<Page> {
  yesterday();
  const { page } = await pairedConsole(browser, place);
  await ready(page);
  await page.context().setOffline(true);
  await allPresent(page);
  await marks(page, 'saved', 15);
  return page;
}

describe('a console of an older version, with entries that wait', () => {
  it('is refused, updates itself once, and sends each entry once', async () => {
    const place = await commune(app);
    const page = await olderConsole(place);
    const before = await storeOf(page);
    const { loads, said } = watchUpdates(page);
    today();
    await page.context().setOffline(false);

    await marks(page, 'received', 15);
    await settled(page);
    await expectAllReceived([page], place);
    expect((await ledgerOf(place)).map(({ id }) => id).sort()).toEqual(
      before.outbox.map(({ id }) => id).sort(),
    );
    expect(loads()).toBe(1);
    expect(said.filter((one) => one.startsWith(`${OLDER} `) && one !== `${OLDER} 426`)).toEqual([]);
    expect(said).toEqual(expect.arrayContaining([`${OLDER} 426`, `${CONTRACT_VERSION} 200`]));
    expect(await renewal(page)).toBeNull();
  });

  it('hands in after the update what it had not sent when it was revoked', async () => {
    const place = await commune(app);
    const page = await olderConsole(place);
    await revoke(place);
    today();
    await page.context().setOffline(false);
    // It updates itself, takes its new worker and loads again first.
    await page.locator('[data-hand-in=done]').waitFor({ timeout: 60_000 });
    expect((await storedOnDevice(page)).waiting).toBe(0);
    const { body } = await app.organizer.get<{ items: unknown[] }>(
      `${API_BASE}/conferences/${place.conference.id}/quarantine`,
    );
    expect(body.items).toHaveLength(15);
  });
});

describe('a console that stays too old', () => {
  it.each([
    ['phone', 'vi', 'Trang này đã cũ so với máy chủ mà chưa có bản mới'],
    ['desk', 'en', 'This page is too old for the service, and there is no newer one yet'],
  ] as const)(
    'loads its page once, says so, goes on with the roll, and loses nothing (%s, %s)',
    async (size, language, says) => {
      const place = await commune(app);
      const { page } = await pairedConsole(browser, place, { size, language });
      await ready(page);
      await page.context().setOffline(true);
      for (const name of ['Nguyễn Văn An', 'Thân Thị Bình']) await tap(page, name);
      await marks(page, 'saved', 2);
      // What is being written is not taken away.
      await page.getByRole('searchbox').fill('Ng');
      const { loads, said } = watchUpdates(page);
      tomorrow();
      await page.context().setOffline(false);
      await eventually(() => renewal(page), 'renewing');
      await pause(2_000);
      expect(loads()).toBe(0);
      await page.getByRole('searchbox').fill('');

      await page.locator('[data-renewal=stuck]').getByText(says).waitFor();
      for (let time = 0; time < 4; time += 1) {
        await comesBack(page);
        await pause(1_500);
      }
      expect(loads()).toBe(1);
      expect(said.every((one) => one === `${CONTRACT_VERSION} 426`)).toBe(true);
      await tap(page, 'Đỗ Đức Cường');
      await marks(page, 'saved', 3);
      await screenshot(page, `console-too-old-${size}-${language}`);
      expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
      expect(await storedOnDevice(page)).toMatchObject({ made: 3, waiting: 3, refused: 0 });
      await page.locator('[data-renewal]').getByRole('button').click();
      await marks(page, 'saved', 3);
      await eventually(() => renewal(page), 'stuck');
      expect(loads()).toBe(2);
      expect([await unaccounted(page), await ledgerOf(place)]).toEqual([0, []]);

      served.oldest = OLDEST_CONTRACT;
      await comesBack(page);
      await marks(page, 'received', 3);
      await settled(page);
      await expectAllReceived([page], place);
      await eventually(() => renewal(page), null);
      expect(loads()).toBe(2);
    },
  );

  it('is loaded again when somebody pairs it, and leaves the code good', async () => {
    const place = await commune(app);
    const { code } = await pairingFor(place);
    const { page } = await browser.open(`/console#pair=${code}`);
    const { loads, said } = watchUpdates(page);
    tomorrow();
    await page.locator('form button.primary').click();
    await eventually(async () => loads(), 1);
    expect(said).toEqual([`${CONTRACT_VERSION} 426`]);
    await page.locator('form button.primary').click();
    await page.getByText('Trang này đã cũ và đang tự cập nhật. Sau đó hãy thử lại').waitFor();
    await eventually(() => renewal(page), 'stuck');
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    today();
    await page.locator('form button.primary').click();
    await eventually(() => page.locator('[data-person]').count(), 15);
    expect(loads()).toBe(1);
  });
});

describe('a page for organizers or trainees that the service no longer serves', () => {
  it.each([
    ['organizers', () => Promise.resolve('/organizer')],
    ['trainees', async () => `/c/${(await commune(app)).conference.slug}`],
  ] as const)('loads itself once (%s)', async (_, pathOf) => {
    const path = await pathOf();
    const { page } = await browser.open('/icon.svg');
    const { loads, said } = watchUpdates(page);
    tomorrow();
    await page.goto(app.url + path);
    await eventually(async () => loads(), 2);
    await eventually(async () => said.length > 1, true);
    await pause(1_000);
    expect([loads(), new Set(said)]).toEqual([2, new Set([`${CONTRACT_VERSION} 426`])]);
  });
});
