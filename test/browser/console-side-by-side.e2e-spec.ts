import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { standing } from '../../src/contract/standing.js';
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
import { choose, row, settled, tap } from '../support/roll.js';

const { app, browser } = await browserStories();

const undo = (page: Page, name: string): Promise<void> =>
  row(page, name).getByRole('button', { name: 'Hoàn tác' }).click();
const absent = async (page: Page, name: string, reason: string): Promise<void> => {
  await tap(page, name);
  await tap(page, name);
  await choose(page, name, reason);
};
const left = async (page: Page, name: string): Promise<void> => {
  await tap(page, name);
  await row(page, name).locator('[data-more]').click();
  await choose(page, name, 'Đã rời');
};

/** An offset is known within half of its round trip. The order of nearer entries is not defined. */
const MEASURED_WITHIN_MS = 2_500;

/**
 * Two coordinators who cannot see each other's entries: the same people, told apart
 * by when each was spoken of last.
 */
async function contradict(a: Page, b: Page): Promise<void> {
  await tap(a, 'Nguyễn Văn An');
  await absent(a, 'Thân Thị Bình', 'Đi công tác');
  await tap(a, 'Đỗ Đức Cường');
  await undo(a, 'Đỗ Đức Cường');
  await absent(a, 'Nguyễn Thị Phương Dung', 'Có phép');
  await left(a, 'Giáp Văn Định');
  await tap(a, 'Hoàng Thị Hường');

  await pause(MEASURED_WITHIN_MS);
  await absent(b, 'Nguyễn Văn An', 'Ốm');
  await tap(b, 'Thân Thị Bình');
  await tap(b, 'Nguyễn Thị Phương Dung');
  await undo(b, 'Nguyễn Thị Phương Dung');
  await tap(b, 'Giáp Văn Định');
  await left(b, 'Hoàng Thị Hường');
  await absent(b, 'Lương Thị Ngọc Lan', 'Có phép');
  await tap(b, 'Trần Văn Minh');

  await pause(MEASURED_WITHIN_MS);
  await absent(a, 'Trần Văn Minh', 'Ốm');
  await tap(a, 'Dương Quang Huy');
}
/** By the rule: of two devices of one site the later word counts; what is taken back counts no more. */
const OUTCOME = {
  'Nguyễn Văn An': { state: 'absent', reason: 'sick' },
  'Thân Thị Bình': { state: 'in_person', reason: null },
  'Nguyễn Thị Phương Dung': { state: 'absent', reason: 'excused' },
  'Giáp Văn Định': { state: 'in_person', reason: null },
  'Hoàng Thị Hường': { state: 'left', reason: null },
  'Lương Thị Ngọc Lan': { state: 'absent', reason: 'excused' },
  'Trần Văn Minh': { state: 'absent', reason: 'sick' },
  'Dương Quang Huy': { state: 'in_person', reason: null },
};
const ENTRIES = 29;

const statesOn = (page: Page): Promise<Record<string, string>> =>
  page
    .locator('[data-person]')
    .evaluateAll(
      (rows) =>
        Object.fromEntries(
          rows.flatMap((one) =>
            one.getAttribute('data-state') === 'unmarked'
              ? []
              : [[one.querySelector('.name')!.textContent, one.getAttribute('data-state')]],
          ),
        ) as Record<string, string>,
    );

/** A line over which a batch of more than two does not fit. */
const narrow = (context: BrowserContext): Promise<unknown> =>
  context.route('**/attendance', async (route) => {
    const { entries } = route.request().postDataJSON() as { entries: unknown[] };
    if (entries.length <= 2) return route.continue();
    const code = 'request.too-large';
    return route.fulfill({
      status: 413,
      json: {
        type: `urn:diemcau:problem:${code}`,
        title: code,
        status: 413,
        code,
        detail: code,
        requestId: 'r',
      },
    });
  });

type Comeback = (a: Page, b: Page) => Promise<unknown>;
const back = (page: Page): Promise<void> => page.context().setOffline(false);
const inTurn = async (first: Page, second: Page): Promise<void> => {
  await back(first);
  await settled(first);
  await back(second);
};
const orders: [name: string, comeBack: Comeback][] = [
  ['the first one first', (a, b) => inTurn(a, b)],
  ['the second one first', (a, b) => inTurn(b, a)],
  [
    'both at once, in pieces',
    async (a, b) => {
      for (const page of [a, b]) await narrow(page.context());
      await Promise.all([back(a), back(b)]);
    },
  ],
];

async function byTheRule(place: Commune): Promise<Record<string, string>> {
  const ledger = await ledgerOf(place);
  const people = [...new Set(ledger.map(({ participantId }) => participantId!))];
  return Object.fromEntries(
    people
      .map((person) => [
        person,
        standing(ledger.filter(({ participantId }) => participantId === person)).state,
      ])
      .filter(([, state]) => state !== 'unmarked'),
  );
}

describe('two consoles without a line contradict each other on one roll', () => {
  it.each(orders)(
    'and come back, %s: both screens and the service end equal, as the rule says',
    async (_name, comeBack) => {
      const place = await commune(app);
      const [{ page: a }, { page: b }] = [
        await pairedConsole(browser, place),
        await pairedConsole(browser, place, { size: 'desk' }),
      ];
      for (const page of [a, b]) await page.context().setOffline(true);
      await contradict(a, b);
      await eventually(
        async () => (await storedOnDevice(a)).waiting + (await storedOnDevice(b)).waiting,
        ENTRIES,
      );
      expect(await servedStates(place)).toEqual({});

      await comeBack(a, b);
      for (const page of [a, b]) await settled(page);
      const states = Object.fromEntries(Object.entries(OUTCOME).map(([name, { state }]) => [name, state]));
      for (const page of [a, b])
        await eventually(
          async () => Object.entries(await statesOn(page)).sort(),
          Object.entries(states).sort(),
        );
      expect(await servedStates(place)).toEqual(OUTCOME);
      expect(Object.values(await byTheRule(place)).sort()).toEqual(Object.values(states).sort());
      await expectAllReceived([a, b], place);
    },
  );
});
