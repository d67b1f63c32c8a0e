import { afterEach, expect, it } from '@jest/globals';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page } from '../../src/contract/wire.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { commune, eventually } from '../support/commune.js';
import { made, present } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const NAMES = ['Khách một', 'Khách hai', 'Khách ba'];
async function withWalkIns() {
  const place = await commune(app);
  const entries = NAMES.map((fullName) => {
    const walkIn = { participantId: undefined, method: 'walk_in', walkIn: { fullName } } as const;
    return present(place.opening.id, '', walkIn);
  });
  made(await app.organizer.post(pathTo(ROUTES.attendance, place.site.id), { entries }));
  const people = `${pathTo(ROUTES.participants, place.conference.id)}?origin=walk_in`;
  const left = async (): Promise<string[]> => {
    const { items } = made(await app.organizer.get<Page<Participant>>(people));
    return items.map(({ fullName }) => fullName);
  };
  return { ...place, left };
}

const WORDS = {
  vi: {
    choose: 'Chọn Khách hai',
    one: 'Đưa 1 khách ra khỏi danh sách',
    ask: /Đưa 1 khách đã chọn ra khỏi danh sách/,
    done: 'Đã đưa 1 khách ra khỏi danh sách.',
    all: 'Chọn tất cả đang hiện',
    two: 'Đưa 2 khách ra khỏi danh sách',
    doneAll: 'Đã đưa 2 khách ra khỏi danh sách.',
    cancel: 'Thôi',
  },
  en: {
    choose: 'Select Khách hai',
    one: 'Take 1 walk-in off the list',
    ask: /Take 1 selected walk-in off the list/,
    done: 'Taken off the list: 1 walk-in.',
    all: 'Select all shown',
    two: 'Take 2 walk-ins off the list',
    doneAll: 'Taken off the list: 2 walk-ins.',
    cancel: 'Cancel',
  },
} as const;

it.each([
  ['phone', 'vi', 'dark'],
  ['desk', 'en', 'light'],
] as const)(
  'takes walk-ins off that were made by mistake, some or all who are shown: %s, %s, %s',
  async (size, language, scheme) => {
    const { conference, left } = await withWalkIns();
    const { page, faults } = await signedInPage(browser, { size, language, scheme });
    const words = WORDS[language];
    await page.goto(`${app.url}/organizer/c/${conference.slug}/participants`);
    await page.getByText('Đỗ Đức Cường').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.goto(`${app.url}/organizer/c/${conference.slug}/participants?origin=walk_in`);
    await page.getByRole('checkbox', { name: words.choose }).check();
    await page.getByRole('button', { name: words.one }).click();
    await page.getByText(words.ask).waitFor();
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    await screenshot(page, `walk-ins-remove-${size}-${language}`);
    // Nothing happens before it is confirmed.
    await page.getByRole('button', { name: words.cancel }).click();
    expect(await left()).toHaveLength(3);
    await page.getByRole('button', { name: words.one }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: words.one }).click();
    await page.getByText(words.done).waitFor();
    await eventually(async () => (await left()).sort(), ['Khách ba', 'Khách một']);
    await page.getByRole('checkbox', { name: words.all }).check();
    await screenshot(page, `walk-ins-all-${size}-${language}`);
    await page.getByRole('button', { name: words.two }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: words.two }).click();
    await page.getByText(words.doneAll).waitFor();
    await eventually(left, []);
    await screenshot(page, `walk-ins-none-${size}-${language}`);
    expect(faults).toEqual([]);
  },
);
