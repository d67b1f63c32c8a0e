import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../support/app.js';
import { servesPages, TestBrowser } from '../support/browser.js';
import { commune, storedOnDevice, pairedConsole } from '../support/commune.js';
import { expectAllReceived } from '../support/console-store.js';
import { type Cut, CuttableLine } from '../support/cuttable-line.js';
import { allPresent, marks, settled } from '../support/roll.js';

let app: TestApp;
let cable: CuttableLine;
let browser: TestBrowser;
beforeAll(async () => {
  app = servesPages(await startTestApp());
  cable = await CuttableLine.to(app.url);
  browser = await TestBrowser.launchAt(cable.url);
});
afterAll(async () => {
  await browser?.close();
  await cable?.close();
  await app?.stop();
});

describe('a cable that is cut while a batch is on its way', () => {
  it.each<[string, Cut, object]>([
    [
      'in the middle of the request: the service has none of it, and gets all of it again',
      'request',
      { received: 15, duplicate: 0 },
    ],
    [
      'before the answer: the service has all of it, and says so when it comes again',
      'waiting',
      { received: 0, duplicate: 15 },
    ],
    ['in the middle of the answer: half a receipt is none', 'answer', { received: 0, duplicate: 15 }],
  ])('%s', async (_name, where, arrived) => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    const isCut = cable.cut(where);
    await allPresent(page);
    await isCut;
    expect((await storedOnDevice(page)).made).toBe(15);
    await marks(page, 'received', 15);
    await settled(page);
    expect(await storedOnDevice(page)).toMatchObject({ made: 15, ...arrived });
    await expectAllReceived([page], place);
  });
});
