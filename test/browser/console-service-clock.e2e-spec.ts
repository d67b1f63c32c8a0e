import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { ORGANIZER } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { ChildService } from '../support/child-service.js';
import { Client, organizerToken } from '../support/client.js';
import { commune, eventually, pairedConsole, type Service, servedStates } from '../support/commune.js';
import { expectAllReceived, ledgerOf } from '../support/console-store.js';
import { choose, marks, row, settled, tap } from '../support/roll.js';
import { HOUR } from '../support/wrong-clock.js';

let dataDir: string;
let service: ChildService;
let app: Service;
let browser: TestBrowser | undefined;
const setServiceClock = (ms: number): Promise<void> => writeFile(join(dataDir, 'clock-shift'), String(ms));

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-clock-'));
  await setServiceClock(0);
  const clock = {
    NODE_OPTIONS: `--import=${join(import.meta.dirname, '../support/shifted-clock.mjs')}`,
    CLOCK_SHIFT: join(dataDir, 'clock-shift'),
  };
  service = new ChildService({
    ...clock,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    ORGANIZER_LOGIN: ORGANIZER.login,
    ORGANIZER_PASSWORD: ORGANIZER.password,
  });
  const url = await service.url();
  app = { url, organizer: new Client(url, await organizerToken(url, ORGANIZER.login, ORGANIZER.password)) };
  browser = await TestBrowser.launchAt(url);
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** The notice that the two clocks differ, up to "so với máy chủ"; empty when there is none. */
const warning = (page: Page, words: string): Promise<void> =>
  eventually(
    async () =>
      (await page.getByText('so với máy chủ').allInnerTexts()).map((text) => text.split(' so với')[0]).join(),
    words,
  );

it('keeps both times, the offset and the order of acts when the service’s clock jumps (R9)', async () => {
  const place = await commune(app);
  const [first, second] = [await pairedConsole(browser!, place), await pairedConsole(browser!, place)];
  const { page } = first;
  await tap(page, 'Nguyễn Văn An');
  await settled(page);

  await setServiceClock(2 * HOUR);
  await tap(page, 'Thân Thị Bình');
  await settled(page);
  await warning(page, 'Đồng hồ máy này chậm 2 giờ');
  await tap(page, 'Đỗ Đức Cường');
  await settled(page);

  await setServiceClock(-HOUR);
  await tap(page, 'Nguyễn Văn An');
  await choose(page, 'Nguyễn Văn An', 'Ốm');
  await settled(page);
  await warning(page, 'Đồng hồ máy này nhanh 60 phút');
  await tap(page, 'Chu Thị Thủy');
  await settled(page);
  await marks(page, 'received', 4);

  const ledger = await ledgerOf(place);
  const shifts = [0, 2, 2, -1, -1, -1];
  expect(ledger.map(({ deviceSeq }) => deviceSeq)).toEqual(shifts.map((_, at) => at + 1));
  shifts.forEach((hours, at) => {
    const { recordedAt, receivedAt } = ledger[at]!;
    expect(Math.abs(Date.parse(receivedAt) - Date.parse(recordedAt) - hours * HOUR)).toBeLessThan(60_000);
  });
  // By then it had been measured anew.
  for (const at of [0, 2, 5])
    expect(Math.abs(ledger[at]!.clockOffset! + shifts[at]! * HOUR)).toBeLessThan(2_000);

  const states = {
    'Nguyễn Văn An': 'absent',
    'Thân Thị Bình': 'in_person',
    'Đỗ Đức Cường': 'in_person',
    'Chu Thị Thủy': 'in_person',
  };
  for (const one of [page, second.page])
    for (const [name, state] of Object.entries(states))
      await eventually(() => row(one, name).getAttribute('data-state'), state);
  expect(
    Object.fromEntries(Object.entries(await servedStates(place)).map(([name, { state }]) => [name, state])),
  ).toEqual(states);
  expect((await app.organizer.get(pathTo(ROUTES.conference, place.conference.id))).status).toBe(200);
  await expectAllReceived([page, second.page], place);
});
