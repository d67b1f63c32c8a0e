import type { Page } from 'playwright-core';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import {
  type Commune,
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  revoke,
  servedStates,
  unaccounted,
} from '../support/commune.js';
import { storeOf } from '../support/console-store.js';
import { made } from '../support/hall.js';
import { allPresent, confirmRoll, counts, marks, row, settled, tap } from '../support/roll.js';

/**
 * What the browser, the device and the organizers may put in a coordinator's way: each has its own sentence,
 * and costs no entry.
 */
const { app, browser } = await browserStories();

const AS = [
  { size: 'phone', language: 'vi' },
  { size: 'desk', language: 'en' },
] as const;
type As = (typeof AS)[number];
const obstacle = (page: Page) => page.getByTestId('obstacle');
async function check(page: Page, name: string, { size, language }: As): Promise<void> {
  await screenshot(page, `obstacle-${name}-${size}-${language}`);
  expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
}

describe('the list changes under the roll', () => {
  const people = async ({ conference }: Commune) =>
    made(
      await app.organizer.get<{ items: Participant[] }>(
        `${pathTo(ROUTES.participants, conference.id)}?limit=100`,
      ),
    ).items;

  it.each([
    [
      AS[0],
      'Ban tổ chức đã bỏ khỏi danh sách: Nguyễn Văn An.',
      'Ban tổ chức đã chuyển sang điểm cầu khác: Đỗ Đức Cường. Lượt ghi ở đây vẫn còn.',
      'Ban tổ chức đã thêm vào danh sách: Cao Văn Mới.',
      'Ban tổ chức đã bỏ người này khỏi danh sách',
    ],
    [
      AS[1],
      'Taken off the list by the organizers: Nguyễn Văn An.',
      'Moved to another site by the organizers: Đỗ Đức Cường. What was marked here stays.',
      'Added to the list by the organizers: Cao Văn Mới.',
      'The organizers have taken this person off the list',
    ],
  ] as const)(
    'while marks wait: says who went, was moved and came; no mark is lost (%o)',
    async (as, removed, moved, added, why) => {
      const place = await commune(app);
      const { page } = await pairedConsole(browser, place, as);
      const ward = made(
        await app.organizer.post<Site>(pathTo(ROUTES.sites, place.conference.id), {
          code: 'PTX',
          name: 'Phường Thọ Xương',
          level: 'ward',
        }),
      );
      const all = await people(place);
      const called = (name: string): Participant => all.find(({ fullName }) => fullName === name)!;
      await page.context().setOffline(true);
      for (const name of ['Nguyễn Văn An', 'Đỗ Đức Cường', 'Thân Thị Bình']) await tap(page, name);
      await marks(page, 'saved', 3);
      made(await app.organizer.delete(pathTo(ROUTES.participant, called('Nguyễn Văn An').id)));
      made(
        await app.organizer.patch(pathTo(ROUTES.participant, called('Đỗ Đức Cường').id), { siteId: ward.id }),
      );
      made(
        await app.organizer.post(pathTo(ROUTES.participants, place.conference.id), {
          siteId: place.site.id,
          fullName: 'Cao Văn Mới',
        }),
      );
      await page.context().setOffline(false);

      const news = page.getByTestId('roster-news');
      await eventually(() => news.locator('span').innerText(), [removed, moved, added].join(' '));
      await row(page, 'Đỗ Đức Cường')
        .getByText(/điểm cầu khác|another site/)
        .waitFor();
      await check(page, 'roster-changed', as);
      await news.getByRole('button').click();
      await news.waitFor({ state: 'detached' });
      // Whose mark was refused is known later, too.
      await page.reload();
      await page.getByRole('button', { name: /^(Xem|Review)$/ }).click();
      await page.locator('dialog li').getByText('Nguyễn Văn An').waitFor();
      await page.locator('dialog li').getByText(why).waitFor();
      await check(page, 'roster-changed-refused', as);
      await page.keyboard.press('Escape');

      expect(await storedOnDevice(page)).toMatchObject({ made: 3, received: 2, refused: 1, waiting: 0 });
      expect(await servedStates(place)).toMatchObject({
        'Đỗ Đức Cường': { state: 'in_person' },
        'Thân Thị Bình': { state: 'in_person' },
      });
      const { body } = await app.organizer.get<{ items: unknown[] }>(
        pathTo(ROUTES.refusedEntries, place.conference.id),
      );
      expect(body.items).toHaveLength(1);

      // No longer than the roster itself.
      const keepsName = async (): Promise<boolean> =>
        JSON.stringify(await storeOf(page)).includes('Nguyễn Văn An');
      expect(await keepsName()).toBe(true);
      await revoke(place);
      await eventually(keepsName, false);
      expect((await storeOf(page)).refused).toHaveLength(1);
    },
  );
});

describe('a tap that cannot be taken', () => {
  it.each([
    [AS[0], 'Chưa ghi: mốc “Bế mạc” mở lúc', 'Chưa ghi: mốc này đã chốt.', 'Sửa sau khi chốt'],
    [AS[1], 'Not marked: “Bế mạc” opens at', 'Not marked: the roll is confirmed.', 'Change after confirming'],
  ] as const)(
    'says why at the foot of the page, wherever one has scrolled to (%o)',
    async (as, notOpen, confirmed, amend) => {
      const place = await commune(app);
      const { page } = await pairedConsole(browser, place, as);
      await allPresent(page);
      await settled(page);
      await page.locator('header select').selectOption(place.closing.id);
      // What was done elsewhere is not taken back here.
      expect(await page.getByRole('button', { name: /^(Hoàn tác 15 lượt|Undo 15 marks)$/ }).count()).toBe(0);
      await row(page, 'Nguyễn Hữu Ước').locator('[data-row]').click({ force: true });
      await obstacle(page).getByText(notOpen).waitFor();
      await check(page, 'not-open', as);
      await page.locator('header select').selectOption(place.opening.id);
      await obstacle(page).getByText(notOpen).waitFor({ state: 'detached' });
      await confirmRoll(page, 14);
      await page.locator('dialog').waitFor({ state: 'detached' });
      await row(page, 'Nguyễn Hữu Ước').locator('[data-row]').click({ force: true });
      await obstacle(page).getByText(confirmed).waitFor();
      await check(page, 'confirmed', as);
      await obstacle(page).getByRole('button', { name: amend }).click();
      await page.locator('dialog').waitFor();
      expect((await storedOnDevice(page)).made).toBe(16);
    },
  );

  it('offers no undo after another console’s confirmation, and closes an open row', async () => {
    const place = await commune(app);
    const [first, second] = [await pairedConsole(browser, place), await pairedConsole(browser, place)];
    await allPresent(first.page);
    await tap(first.page, 'Trần Văn Minh');
    await settled(first.page);
    await eventually(() => row(second.page, 'Trần Văn Minh').getAttribute('data-state'), 'absent');
    await confirmRoll(second.page, 13);
    await first.page.getByTestId('closing').waitFor();
    expect(
      await row(first.page, 'Trần Văn Minh')
        .getByRole('button', { name: /Hoàn tác/ })
        .count(),
    ).toBe(0);
    expect((await storedOnDevice(first.page)).made).toBe(16);
  });
});

describe('a guest who was taken back without a network', () => {
  it('cannot be marked', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.context().setOffline(true);
    await page.getByRole('button', { name: '+ Khách' }).click();
    await page.getByLabel('Họ và tên').fill('Bùi Văn Nhầm');
    await page.keyboard.press('Enter');
    await row(page, 'Bùi Văn Nhầm').getByRole('button', { name: 'Hoàn tác' }).click();
    await row(page, 'Bùi Văn Nhầm').waitFor({ state: 'detached' });
    expect(await counts(page)).toBe('0 có mặt · 0 vắng · 15 chưa điểm danh');
    expect(await unaccounted(page)).toBe(0);
  });
});
