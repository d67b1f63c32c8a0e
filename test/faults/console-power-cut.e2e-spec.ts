import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { servesPages } from '../support/browser.js';
import { type Commune, commune, storedOnDevice, pairedConsole } from '../support/commune.js';
import { expectAllReceived, ledgerOf } from '../support/console-store.js';
import { Ext4Disk } from '../support/ext4-disk.js';
import { ProfileBrowser } from '../support/profile-browser.js';
import { marks, settled } from '../support/roll.js';
import { storyWhere } from '../support/story-where.js';

const PEOPLE = 60;
const CANARY_ROUNDS = 5;
/** Drops the console's request for durability. The product has no such setting. */
const RELAXED = `{
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (names, mode) {
    return transaction.call(this, names, mode);
  };
}`;

const missing = Ext4Disk.missing();
const needs = missing && `it needs root, a loop device, mkfs.ext4 and perl (${missing})`;
const story = storyWhere('power cut of a console’s disk', needs);

let app: TestApp;
beforeAll(async () => {
  if (missing === null) app = servesPages(await startTestApp());
});
afterAll(() => app?.stop());

/**
 * A device whose power is cut when every mark of its roll, taken without a line, says that it is saved; then
 * it starts again. The service's disk is another.
 */
async function powerCut(
  place: Commune,
  more: string | null,
  then: (page: Page) => Promise<void>,
): Promise<void> {
  const disk = Ext4Disk.create(256);
  let browser: ProfileBrowser | undefined;
  const launch = async (): Promise<ProfileBrowser> =>
    (browser = await ProfileBrowser.launch(place.app.url, join(disk.path, 'profile')));
  try {
    const before = await launch();
    if (more) await before.context.addInitScript({ content: more });
    const { page } = await pairedConsole(before, place);
    await page
      .locator('[data-person]')
      .nth(PEOPLE - 1)
      .waitFor();
    // So that what is lost below is the marks alone, and not the pairing.
    await disk.flush();
    await before.context.setOffline(true);
    await page.evaluate(`document.querySelectorAll('[data-row]').forEach((row) => row.click())`);
    await marks(page, 'saved', PEOPLE);
    disk.cutPower();
    await before.kill();
    await disk.restart();
    await then((await (await launch()).open('/console')).page);
  } finally {
    await browser?.close().catch(() => undefined);
    await disk.remove();
  }
}

story(
  `${PEOPLE} of ${PEOPLE} people whose marks said saved arrive when the device's power is cut (R5)`,
  async () => {
    const place = await commune(app, PEOPLE);
    await powerCut(place, null, async (page) => {
      await marks(page, 'received', PEOPLE);
      await settled(page);
      expect(await storedOnDevice(page)).toMatchObject({ made: PEOPLE, waiting: 0 });
      await expectAllReceived([page], place);
    });
  },
);

story('would lose some if the store were not asked for durability: the canary', async () => {
  let lost = 0;
  for (let nth = 0; nth < CANARY_ROUNDS && lost === 0; nth += 1) {
    const place = await commune(app, PEOPLE);
    await powerCut(place, RELAXED, async (page) => {
      await page.locator('[data-person], form').first().waitFor();
      if ((await page.locator('[data-person]').count()) > 0) await settled(page);
      lost = PEOPLE - (await ledgerOf(place)).length;
    });
  }
  expect(lost).toBeGreaterThan(0);
});
