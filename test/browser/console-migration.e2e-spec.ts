import type { BrowserContext } from 'playwright-core';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually, pairedConsole, servedStates } from '../support/commune.js';
import { type ConsoleStore, expectAllReceived, ledgerOf, storeOf } from '../support/console-store.js';
import { allPresent, marks, settled, tap } from '../support/roll.js';

const { app, browser } = await browserStories();

/**
 * The first version of the store, as it was shipped; what later versions have added is left out. Runs where
 * the console's own code does not.
 */
const AS_VERSION_1 = `(held) => new Promise((resolve, reject) => {
  const deleting = indexedDB.deleteDatabase('diemcau-console');
  deleting.onblocked = () => reject(new Error('the store is still open'));
  deleting.onsuccess = () => {
    const opening = indexedDB.open('diemcau-console', 1);
    opening.onupgradeneeded = () => {
      const db = opening.result;
      db.createObjectStore('meta');
      db.createObjectStore('members', { keyPath: 'participantId' });
      db.createObjectStore('states', { keyPath: ['checkpointId', 'participantId'] });
      db.createObjectStore('checkpoints', { keyPath: 'id' });
      db.createObjectStore('outbox', { keyPath: 'deviceSeq' }).createIndex('byId', 'id', { unique: true });
      db.createObjectStore('received', { keyPath: 'deviceSeq' });
      db.createObjectStore('refused', { keyPath: 'deviceSeq' }).createIndex('byId', 'id', { unique: true });
    };
    opening.onsuccess = () => {
      const db = opening.result;
      const names = [...db.objectStoreNames];
      const tx = db.transaction(names, 'readwrite');
      for (const [key, value] of Object.entries(held.meta)) tx.objectStore('meta').put(value, key);
      for (const name of names.filter((one) => one !== 'meta'))
        for (const value of held[name]) tx.objectStore(name).put(value);
      tx.oncomplete = () => resolve(db.close());
      tx.onabort = () => reject(tx.error);
    };
  };
})`;

/**
 * A console with one received, one refused and 13 waiting entries, whose store was then made what
 * it would be before any migration.
 */
async function oldConsole(place: Commune): Promise<{ context: BrowserContext; held: ConsoleStore }> {
  const { page } = await pairedConsole(browser, place);
  const context = page.context();
  await eventually(() => page.locator('[data-offline]').getAttribute('data-offline'), 'ready');
  await tap(page, 'Nguyễn Văn An');
  await marks(page, 'received', 1);
  await page.route('**/attendance', (route) => {
    const { entries } = route.request().postDataJSON() as { entries: { id: string }[] };
    return route.fulfill({
      json: {
        seq: 1,
        receipts: entries.map(({ id }) => ({ id, outcome: 'refused', code: 'checkpoint.not-open' })),
      },
    });
  });
  await tap(page, 'Lê Hữu Sơn');
  await marks(page, 'refused', 1);
  await page.unroute('**/attendance');
  await context.setOffline(true);
  await allPresent(page);
  await marks(page, 'saved', 14);
  const held = await storeOf(page);
  await page.close();
  await context.setOffline(false);
  const elsewhere = await context.newPage();
  await elsewhere.goto(`${app.url}/icon.svg`);
  await elsewhere.evaluate(`(${AS_VERSION_1})(${JSON.stringify(held)})`);
  expect(await storeOf(elsewhere)).toMatchObject({ version: 1, outbox: held.outbox, refused: held.refused });
  await elsewhere.close();
  return { context, held };
}
const newest = async (place: Commune): Promise<number> =>
  (await storeOf((await pairedConsole(browser, place)).page)).version;

describe("today's page on a store of the first version", () => {
  it('keeps entries and the roster offline, and sends waiting entries later', async () => {
    const place = await commune(app);
    const { context, held } = await oldConsole(place);
    await context.setOffline(true);
    const { page } = await browser.open('/console', { in: context });
    await eventually(() => page.locator('[data-person]').count(), 15);
    const now = await storeOf(page);
    expect(now.version).toBe(await newest(place));
    expect(now).toMatchObject({
      outbox: held.outbox,
      refused: held.refused,
      received: held.received,
      members: held.members,
      checkpoints: held.checkpoints,
      confirmations: [],
    });
    expect(now.meta).toMatchObject({
      pairing: held.meta.pairing,
      counter: 16,
      tally: { made: 16, received: 1, refused: 1 },
      roster: { isPartial: true },
    });
    await marks(page, 'saved', 14);
    expect(await ledgerOf(place)).toHaveLength(1);

    await context.setOffline(false);
    await settled(page);
    await marks(page, 'received', 15);
    const after = await storeOf(page);
    expect(after).toMatchObject({
      refused: held.refused,
      meta: { tally: { made: 16, received: 15, refused: 1 } },
    });
    expect((await ledgerOf(place)).map(({ id }) => id).sort()).toEqual(
      [...held.received, ...held.outbox].map(({ id }) => id).sort(),
    );
    await eventually(async () => 'isPartial' in ((await storeOf(page)).meta.roster as object), false);
    // What was refused is not lost either: it goes out when a person says so.
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.getByRole('button', { name: 'Gửi lại' }).click();
    await eventually(async () => (await storeOf(page)).refused, []);
    await settled(page);
    await expectAllReceived([page], place);
    expect(Object.keys(await servedStates(place))).toHaveLength(15);
  });
});
