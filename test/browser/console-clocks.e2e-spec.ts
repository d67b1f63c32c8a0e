import { parse } from 'csv-parse/sync';
import type { BrowserContext, Page } from 'playwright-core';
import type { LedgerEntry } from '../../src/contract/attendance.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { screenshot } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import {
  type Commune,
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  servedStates,
} from '../support/commune.js';
import { expectAllReceived, ledgerOf } from '../support/console-store.js';
import { choose, marks, row, settled, tap } from '../support/roll.js';
import { HOUR, setClock, setClockOf } from '../support/wrong-clock.js';

const { app, browser } = await browserStories();

async function deviceWithClock(ms: number): Promise<BrowserContext> {
  const { page } = await browser.open('/console');
  await setClockOf(page.context(), ms);
  return page.context();
}
const stateOf = (page: Page, name: string, state: string): Promise<void> =>
  eventually(() => row(page, name).getAttribute('data-state'), state);
/** The notice that the clock is wrong, up to "so với máy chủ"; empty when there is none. */
const warning = (page: Page, words: string): Promise<void> =>
  eventually(
    async () =>
      (await page.getByText('so với máy chủ').allInnerTexts()).map((text) => text.split(' so với')[0]).join(),
    words,
  );

/**
 * What the service has of an entry, given that the clock was off by `ms` when it was made,
 * and the test's own time before it.
 */
function expectBothTimes({ recordedAt, receivedAt }: LedgerEntry, ms: number, since: number): void {
  const [madeAt, gotAt] = [Date.parse(recordedAt) - ms, Date.parse(receivedAt)];
  expect(madeAt).toBeGreaterThanOrEqual(since);
  expect(gotAt).toBeGreaterThanOrEqual(madeAt);
  expect(Date.now()).toBeGreaterThanOrEqual(gotAt);
}
async function marksInReport({ conference, opening }: Commune): Promise<Record<string, string>> {
  const { body } = await app.organizer.get<string>(
    `${pathTo(ROUTES.reportCsv, conference.id)}?checkpointId=${opening.id}`,
  );
  const rows = parse(body, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[];
  return Object.fromEntries(
    rows.filter((one) => one['Ghi chú']).map((one) => [one['Họ và tên']!, one['Ghi chú']!]),
  );
}

describe('a device whose clock is three hours behind (R9)', () => {
  it("says so, keeps its own time beside the service's, and its marks count", async () => {
    const place = await commune(app);
    const right = await pairedConsole(browser, place);
    await tap(right.page, 'Nguyễn Văn An');
    await settled(right.page);
    const { page } = await pairedConsole(browser, place, { in: await deviceWithClock(-3 * HOUR) });
    await warning(page, 'Đồng hồ máy này chậm 3 giờ');
    await stateOf(page, 'Nguyễn Văn An', 'in_person');
    await tap(page, 'Nguyễn Văn An');
    await choose(page, 'Nguyễn Văn An', 'Ốm');
    await settled(page);
    for (const console of [right.page, page]) await stateOf(console, 'Nguyễn Văn An', 'absent');
    expect(await servedStates(place)).toEqual({ 'Nguyễn Văn An': { state: 'absent', reason: 'sick' } });
    await expectAllReceived([right.page, page], place);
  });

  it('makes a late entry late by the service’s time, and the report shows both times', async () => {
    const place = await commune(app);
    await app.organizer.patch(pathTo(ROUTES.checkpoint, place.opening.id), {
      closesAt: new Date(Date.now() - 60_000).toISOString(),
    });
    const { page } = await pairedConsole(browser, place, { in: await deviceWithClock(-3 * HOUR) });
    await warning(page, 'Đồng hồ máy này chậm 3 giờ');
    await tap(page, 'Thân Thị Bình');
    await settled(page);
    const [entry] = await ledgerOf(place);
    expect(entry).toMatchObject({ late: true });
    expect(await marksInReport(place)).toEqual({
      'Thân Thị Bình': 'nhận sau giờ chốt, đồng hồ máy chậm 180 phút',
    });
  });
});

describe('a device whose clock is a day ahead (R9)', () => {
  it('opens nothing too early, and its entries and later ones are judged by true time', async () => {
    const place = await commune(app);
    await app.organizer.patch(pathTo(ROUTES.checkpoint, place.opening.id), {
      closesAt: new Date(Date.now() + 2 * HOUR).toISOString(),
    });
    const right = await pairedConsole(browser, place);
    const { page } = await pairedConsole(browser, place, { in: await deviceWithClock(24 * HOUR) });
    await warning(page, 'Đồng hồ máy này nhanh 24 giờ');
    await screenshot(page, 'console-clock-ahead');
    await page.getByLabel('Mốc điểm danh').selectOption(place.closing.id);
    await page.getByText('Mốc “Bế mạc” mở lúc').waitFor();
    await page.getByLabel('Mốc điểm danh').selectOption(place.opening.id);
    const since = Date.now();
    await tap(page, 'Nguyễn Văn An');
    await tap(page, 'Thân Thị Bình');
    await settled(page);
    const first = await ledgerOf(place);
    for (const entry of first) {
      expectBothTimes(entry, 24 * HOUR, since);
      expect(Math.abs(entry.clockOffset! - 24 * HOUR)).toBeLessThan(2_000);
      expect(entry.late).toBe(false);
    }
    const mark = 'đồng hồ máy nhanh 1440 phút';
    expect(await marksInReport(place)).toEqual({ 'Nguyễn Văn An': mark, 'Thân Thị Bình': mark });
    // A console with a right clock speaks after it, though a day "earlier".
    await stateOf(right.page, 'Nguyễn Văn An', 'in_person');
    await tap(right.page, 'Nguyễn Văn An');
    await choose(right.page, 'Nguyễn Văn An', 'Ốm');
    await settled(right.page);
    for (const console of [right.page, page]) await stateOf(console, 'Nguyễn Văn An', 'absent');
    expect(await servedStates(place)).toEqual({
      'Nguyễn Văn An': { state: 'absent', reason: 'sick' },
      'Thân Thị Bình': { state: 'in_person', reason: null },
    });
    await expectAllReceived([right.page, page], place);
  });
});

describe('a device whose clock jumps in the middle of the roll (R9)', () => {
  it('keeps sending in order, keeps both times, and measures each new offset', async () => {
    const place = await commune(app);
    const right = await pairedConsole(browser, place);
    const { page } = await pairedConsole(browser, place, { in: await deviceWithClock(0) });
    const since = Date.now();
    await tap(page, 'Nguyễn Văn An');
    await settled(page);
    await marks(page, 'received', 1);

    await setClock(page, -3 * HOUR);
    await tap(page, 'Nguyễn Văn An');
    await choose(page, 'Nguyễn Văn An', 'Ốm');
    await warning(page, 'Đồng hồ máy này chậm 3 giờ');
    await tap(page, 'Thân Thị Bình');
    await settled(page);

    await setClock(page, 24 * HOUR);
    await tap(page, 'Nguyễn Văn An');
    await warning(page, 'Đồng hồ máy này nhanh 24 giờ');
    await tap(page, 'Đỗ Đức Cường');
    await settled(page);

    await setClock(page, 0);
    await row(page, 'Nguyễn Văn An').locator('[data-more]').click();
    await choose(page, 'Nguyễn Văn An', 'Đã rời');
    await warning(page, '');
    await tap(page, 'Chu Thị Thủy');
    await settled(page);

    const ledger = await ledgerOf(place);
    const shifts = [0, -3, -3, -3, 24, 24, 0, 0];
    expect(ledger.map(({ deviceSeq }) => deviceSeq)).toEqual(shifts.map((_, at) => at + 1));
    shifts.forEach((hours, at) => expectBothTimes(ledger[at]!, hours * HOUR, since));
    // By then it had been measured anew.
    for (const at of [0, 3, 5, 7])
      expect(Math.abs(ledger[at]!.clockOffset! - shifts[at]! * HOUR)).toBeLessThan(2_000);
    expect(await marksInReport(place)).toMatchObject({
      'Thân Thị Bình': 'đồng hồ máy chậm 180 phút',
      'Đỗ Đức Cường': 'đồng hồ máy nhanh 1440 phút',
    });
    const states = {
      'Nguyễn Văn An': 'left',
      'Thân Thị Bình': 'in_person',
      'Đỗ Đức Cường': 'in_person',
      'Chu Thị Thủy': 'in_person',
    };
    for (const console of [page, right.page])
      for (const [name, state] of Object.entries(states)) await stateOf(console, name, state);
    expect(
      Object.fromEntries(Object.entries(await servedStates(place)).map(([name, { state }]) => [name, state])),
    ).toEqual(states);
    expect(await storedOnDevice(page)).toMatchObject({ made: shifts.length, received: shifts.length });
    await expectAllReceived([page, right.page], place);
  });
});
