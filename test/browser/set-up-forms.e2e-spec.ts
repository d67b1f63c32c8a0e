import type { Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, type PageOptions, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const LOOKS: [string, PageOptions][] = [
  ['phone-vi-light', { size: 'phone', language: 'vi' }],
  ['desk-en-dark', { size: 'desk', language: 'en', scheme: 'dark' }],
];
const dayFromNow = (days: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now() + days * 86_400_000);
const minutesFromNow = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
async function conference(slug: string, startsOn: string): Promise<Conference> {
  return made(
    await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
      title: 'Ngày mẫu',
      slug,
      startsOn,
      endsOn: startsOn,
    }),
  );
}

describe('the form of a conference', () => {
  it.each(LOOKS)('ends the short address where a word ends: %s', async (name, options) => {
    const { page, faults } = await signedInPage(browser, options);
    await page.getByRole('button', { name: /Tạo hội nghị|Create a conference/ }).click();
    await page.locator('input[name=title]').fill('Tập huấn kiến thức cơ bản về chuyển đổi số');
    expect(await page.locator('input[name=slug]').inputValue()).toBe(
      'tap-huan-kien-thuc-co-ban-ve-chuyen-doi',
    );
    await screenshot(page, `conference-form-${name}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('the form of a checkpoint', () => {
  it('opens in the morning of the conference’s day, or now when that is today', async () => {
    const [later, today] = [dayFromNow(40), dayFromNow(0)];
    await conference('sau-nay', later);
    await conference('hom-nay', today);
    const { page } = await signedInPage(browser, { size: 'phone' });
    const opensAt = page.locator('input[name=opensAt]');
    for (const slug of ['sau-nay', 'hom-nay']) {
      await page.goto(`${app.url}/organizer/c/${slug}/checkpoints`);
      await page.getByRole('button', { name: 'Thêm mốc' }).click();
      if (slug === 'sau-nay') expect(await opensAt.inputValue()).toBe(`${later}T07:30`);
      else {
        const minutes = (Date.now() - Date.parse(`${await opensAt.inputValue()}:00+07:00`)) / 60_000;
        expect(minutes).toBeGreaterThan(-1);
        expect(minutes).toBeLessThan(2);
      }
    }
    await screenshot(page, 'checkpoint-form-phone');
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('the schedule', () => {
  it.each(LOOKS)(
    'says of a session that nobody has started what the clock says, as the trainees read it: %s',
    async (name, options) => {
      const { id } = await conference(`theo-gio-${name}`, dayFromNow(0));
      for (const [title, from, to] of [
        ['Phiên đã qua', -120, -60],
        ['Phiên theo giờ', -30, 30],
        ['Phiên sắp tới', 60, 120],
      ] as const)
        made(
          await app.organizer.post(pathTo(ROUTES.sessions, id), {
            title,
            startsAt: minutesFromNow(from),
            endsAt: minutesFromNow(to),
          }),
        );
      const { page, faults } = await signedInPage(browser, options);
      await page.goto(`${app.url}/organizer/c/theo-gio-${name}/schedule`);
      const said = (title: string) =>
        page.locator('main .rows > li', { hasText: title }).locator('.what .small').first().textContent();
      await page.getByText('Phiên sắp tới').first().waitFor();
      expect(await said('Phiên đã qua')).toMatch(/(đã kết thúc theo giờ|over, by the schedule)$/);
      expect(await said('Phiên theo giờ')).toMatch(/(đang diễn ra theo giờ|on now, by the schedule)$/);
      expect(await said('Phiên sắp tới')).toMatch(/(chưa bắt đầu|not started)$/);
      await screenshot(page, `schedule-by-clock-${name}`);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: /(Bắt đầu phiên|Start the session): Phiên theo giờ/ }).click();
      await page.getByRole('button', { name: /(Kết thúc phiên|End the session): Phiên theo giờ/ }).waitFor();
      expect(await said('Phiên theo giờ')).toMatch(/· (đang diễn ra|running)$/);
      expect(faults).toEqual([]);
    },
  );
});

describe('the form of a request about personal data', () => {
  it('counts the due days from when the letter came', async () => {
    await conference('so-yeu-cau', dayFromNow(30));
    const { page, faults } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/so-yeu-cau/data`);
    await page.getByRole('button', { name: 'Ghi yêu cầu' }).click();
    await page.locator('input[name=person]').fill('Nguyễn Thị Hà');
    await page.locator('input[name=receivedAt]').fill('2026-01-05T16:30');
    await page.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
    const request = page.locator('li', { hasText: 'Nguyễn Thị Hà' });
    await request.getByText('Nhận lúc 16:30 05/01/2026').waitFor();
    await request
      .getByText('Trả lời chậm nhất ngày 07/01/2026, thực hiện chậm nhất ngày 20/01/2026')
      .waitFor();
    await screenshot(page, 'data-request');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
