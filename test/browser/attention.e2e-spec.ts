import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import type { HelpCall } from '../../src/contract/help.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, openIn, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import type { Client } from '../support/client.js';
import { type Commune, commune, eventually } from '../support/commune.js';
import { made, pair } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { secondOrganizer } from '../support/second-organizer.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const badge = (page: Page): Locator => page.locator('[data-attention=help]');
const line = (page: Page, message: string): Locator =>
  page.locator('dialog [data-call]').filter({ hasText: message });
const press = (within: Locator, name: RegExp | string): Promise<void> =>
  within.getByRole('button', { name }).click();
const pathOf = ({ conference }: Commune, section: string): string =>
  `/organizer/c/${conference.slug}/${section}`;

const focused = (page: Page, of: string): Promise<unknown> => page.evaluate(`document.activeElement.${of}`);
const COUNTS_NOTES = `
  window.notes = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (...when) {
    window.notes += 1;
    return start.apply(this, when);
  };`;
/** Once no tab claims the sound any more. */
const NOTES_PLAYED = `navigator.locks.request('diemcau-alarm', () => window.notes)`;

async function deviceOf({ site }: Commune): Promise<Client> {
  return app.anonymous.as((await pair(app.organizer, site.id)).token);
}
async function call({ site }: Commune, device: Client, message: string): Promise<HelpCall> {
  return made(await device.post<HelpCall>(pathTo(ROUTES.siteHelp, site.id), { id: randomUUID(), message }));
}
const servedCall = async ({ site }: Commune): Promise<HelpCall> =>
  made(await app.organizer.get<{ items: HelpCall[] }>(pathTo(ROUTES.siteHelp, site.id))).items[0]!;

describe('a call for help', () => {
  it('shows on the schedule’s page, is taken and answered there, and stays open until closed', async () => {
    const place = await commune(app);
    const device = await deviceOf(place);
    const { page, faults } = await signedInPage(browser);
    await page.goto(app.url + pathOf(place, 'schedule'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    const plain = await page.title();
    await call(place, device, 'Mất tiếng');
    await badge(page).getByText('1 gọi hỗ trợ').waitFor();
    await call(place, device, 'Mất hình');
    await badge(page).getByText('2 gọi hỗ trợ').waitFor();
    expect(await page.title()).toBe(`(2) ${plain}`);

    await badge(page).click();
    await press(line(page, 'Mất hình'), 'Tôi nhận');
    await line(page, 'Mất hình').getByText('bạn nhận lúc').waitFor();
    await line(page, 'Mất hình').getByLabel('Trả lời điểm cầu').fill('Đang kiểm tra');
    await page.keyboard.press('Enter');
    await line(page, 'Mất hình').getByText('“Đang kiểm tra”').waitFor();
    expect(await servedCall(place)).toMatchObject({ state: 'open', answers: [{ text: 'Đang kiểm tra' }] });

    const colleague = await secondOrganizer(app, 'minh-truc-hai');
    const over = { over: (await servedCall(place)).taken!.actor.id };
    made(await colleague.post(pathTo(ROUTES.helpTake, (await servedCall(place)).id), over));
    await line(page, 'Mất hình').getByRole('button', { name: 'Nhận thay minh-truc-hai' }).waitFor();

    await press(line(page, 'Mất hình'), 'Đóng yêu cầu');
    await line(page, 'Mất hình').waitFor({ state: 'detached' });
    expect(await focused(page, "getAttribute('aria-label')")).toBe('Gọi hỗ trợ');
    await press(line(page, 'Mất tiếng'), 'Đóng yêu cầu');
    await page.getByText('Không có điểm cầu nào đang gọi hỗ trợ.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused(page, 'tagName')).toBe('H1');
    expect(await badge(page).count()).toBe(0);
    expect(await page.title()).toBe(plain);
    expect(faults).toEqual([]);
  });

  it.each([1000, 1366])('leaves the account’s menu in sight on a board of %s pixels', async (width) => {
    const place = await commune(app);
    await call(place, await deviceOf(place), 'Mất hình');
    const { page } = await signedInPage(browser);
    await page.setViewportSize({ width, height: 768 });
    await page.goto(app.url + pathOf(place, 'board'));
    await badge(page).waitFor();
    await page.locator('.account summary').click();
    const sheet = (await page.locator('.account .sheet').boundingBox())!;
    expect(sheet.x).toBeGreaterThanOrEqual(0);
    expect(sheet.x + sheet.width).toBeLessThanOrEqual(width);
  });

  it('rings once on a device with two tabs, and not for calls that were there before', async () => {
    const place = await commune(app);
    const device = await deviceOf(place);
    await call(place, device, 'Mất điện');
    const first = await signedInPage(browser);
    await first.page.context().addInitScript({ content: COUNTS_NOTES });
    await first.page.goto(app.url + pathOf(place, 'schedule'));
    const bell = (page: Page): Locator => page.locator('.bell > summary');
    await bell(first.page).click();
    await first.page.locator('input[name=sound]').check();
    const second = await openIn(first.page.context(), app.url, pathOf(place, 'materials'));
    await bell(second.page).getByText('Chuông: chờ bấm').waitFor();
    await second.page.getByRole('heading', { level: 1 }).click();
    for (const { page } of [first, second]) {
      await bell(page).getByText('Chuông: bật').waitFor({ state: 'attached' });
      await badge(page).getByText('1 gọi hỗ trợ').waitFor();
    }
    const rung = async (): Promise<number> => {
      let sum = 0;
      for (const { page } of [first, second]) sum += await page.evaluate<number>(NOTES_PLAYED);
      return sum;
    };
    expect(await rung()).toBe(0);
    await call(place, device, 'Mất tiếng');
    for (const { page } of [first, second]) await badge(page).getByText('2 gọi hỗ trợ').waitFor();
    await eventually(rung, 4);
    expect(await rung()).toBe(4);
    expect([first.faults, second.faults]).toEqual([[], []]);
  });
});

describe('a wish to speak', () => {
  it('shows on every page until the site is called, and leads to the queue', async () => {
    const place = await commune(app);
    const device = await deviceOf(place);
    const { page, faults } = await signedInPage(browser);
    await page.goto(app.url + pathOf(place, 'checkpoints'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    const request = made(
      await device.post<{ id: string }>(pathTo(ROUTES.speakRequests, place.conference.id), {
        id: randomUUID(),
        topic: 'Kinh nghiệm của xã',
      }),
    );
    const waiting = page.locator('[data-attention=speak]');
    await waiting.getByText('1 xin phát biểu').waitFor();
    expect(await page.title()).toMatch(/^\(1\) /);
    await waiting.click();
    await page.getByText('Kinh nghiệm của xã').waitFor();
    made(await app.organizer.post(pathTo(ROUTES.speakCall, request.id)));
    await waiting.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });
});

describe('for everybody', () => {
  it.each([
    ['phone', 'vi', 'dark'],
    ['desk', 'en', 'light'],
    ['wall', 'vi', 'light'],
  ] as const)(
    '%s, %s, %s: header, sheet and alarm',
    async (size, language, scheme) => {
      const place = await commune(app);
      const device = await deviceOf(place);
      made(
        await app.organizer.patch(pathTo(ROUTES.site, place.site.id), {
          contactName: 'Nguyễn Thị Hạnh',
          contactPhone: '0912 345 678',
        }),
      );
      const one = await call(place, device, 'Không nghe được tiếng từ hội trường tỉnh');
      await call(place, device, 'Mất hình');
      const colleague = await secondOrganizer(app, 'minh-truc-hai');
      made(await colleague.post(pathTo(ROUTES.helpAnswer, one.id), { text: 'Đang gọi lại', close: false }));
      const { page } = await signedInPage(browser, { size, language, scheme });
      await page.goto(app.url + pathOf(place, 'schedule'));
      await badge(page).waitFor();
      const check = async (what: string): Promise<void> => {
        await screenshot(page, `attention-${size}-${language}-${scheme}-${what}`);
        expect(await sidewaysScroll(page)).toBe(0);
        expect(await accessibilityFaults(page)).toEqual([]);
      };
      await check('header');
      await page.locator('.bell > summary').click();
      await check('alarm');
      await page.keyboard.press('Escape');
      await badge(page).click();
      await page.locator('dialog').getByText('0912 345 678').first().waitFor();
      await check('sheet');
    },
    60_000,
  );
});
