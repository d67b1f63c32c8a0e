import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { servesPages } from '../support/browser.js';
import { type Commune, commune, storedOnDevice, pairedConsole, unaccounted } from '../support/commune.js';
import { expectAllReceived } from '../support/console-store.js';
import { ProfileBrowser } from '../support/profile-browser.js';
import { allPresent, marks, settled } from '../support/roll.js';

let app: TestApp;
let place: Commune;
let profile: string;
let browser: ProfileBrowser;
const launch = async (): Promise<ProfileBrowser> => (browser = await ProfileBrowser.launch(app.url, profile));

beforeAll(async () => void (app = servesPages(await startTestApp())));
afterAll(() => app?.stop());
beforeEach(async () => {
  place = await commune(app);
  profile = await mkdtemp(join(tmpdir(), 'diemcau-profile-'));
  await launch();
});
afterEach(async () => {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
});

/**
 * Taps every row, one a frame, and calls `told` for each person whose mark says that
 * it is saved. Ends with the page.
 */
async function takeRoll(page: Page, told: (person: string) => void): Promise<void> {
  await page.exposeFunction('told', told);
  await page
    .evaluate(
      `(async () => {
        const tell = ({ target }) => target.dataset?.mark === 'saved' && window.told(target.dataset.person);
        new MutationObserver((changes) => changes.forEach(tell)).observe(document.body, {
          subtree: true,
          attributeFilter: ['data-mark'],
        });
        for (const row of document.querySelectorAll('[data-row]')) {
          row.click();
          await new Promise(requestAnimationFrame);
        }
        await new Promise(() => undefined);
      })()`,
    )
    .catch(() => undefined);
}
const savedPeople = (page: Page): Promise<string[]> =>
  page
    .locator('[data-mark="saved"]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-person')!));

describe('a browser that is killed', () => {
  it.each([1, 7, 15])(
    'without a line, when %i of 15 marks have said saved: each of them is there again, and all go out',
    async (count) => {
      const { page } = await pairedConsole(browser, place);
      await browser.context.setOffline(true);
      const shown = new Set<string>();
      let killed: Promise<void> | undefined;
      await takeRoll(page, (person) => {
        shown.add(person);
        if (shown.size === count) killed = browser.kill();
      });
      await killed;

      await launch();
      await browser.context.route('**/attendance', (route) => route.abort());
      const again = await browser.open('/console');
      await again.page.locator('[data-mark="saved"]').first().waitFor();
      expect(await savedPeople(again.page)).toEqual(expect.arrayContaining([...shown]));
      const { made, waiting } = await storedOnDevice(again.page);
      expect(waiting).toBe(made);
      expect(made).toBeGreaterThanOrEqual(count);
      await browser.context.unroute('**/attendance');
      await settled(again.page);
      await expectAllReceived([again.page], place);
    },
  );

  it('while an answer is on its way has its entries received once', async () => {
    const { page } = await pairedConsole(browser, place);
    const killed = new Promise<void>((resolve, reject) => {
      void page.route('**/attendance', async (route) => {
        await route.fetch();
        browser.kill().then(resolve, reject);
      });
    });
    await allPresent(page);
    await killed;

    await launch();
    const again = await browser.open('/console');
    await marks(again.page, 'received', 15);
    await settled(again.page);
    expect(await storedOnDevice(again.page)).toMatchObject({ made: 15, received: 0, duplicate: 15 });
    expect(await unaccounted(again.page)).toBe(0);
    await expectAllReceived([again.page], place);
  });
});
