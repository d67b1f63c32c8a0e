import type { Locator, Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  type WatchedPage,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually, pairedConsole } from '../support/commune.js';
import { made, pair } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const onConsole = (page: Page, level: string): Locator => page.locator(`[data-announcement=${level}]`);

async function desk(place: Commune, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await signedInPage(browser, options);
  await watched.page.goto(`${app.url}/organizer/c/${place.conference.slug}/announcements`);
  await watched.page.locator('main .rows, main .line').first().waitFor();
  return watched;
}
/** A second site with a console that nobody opens, and a third without one. */
async function others({ conference }: Commune): Promise<void> {
  const add = async (code: string, name: string, more: object = {}): Promise<string> =>
    made(
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.sites, conference.id), { code, name, ...more }),
    ).id;
  await pair(
    app.organizer,
    await add('XSH', 'Xã Sơn Hải', { contactName: 'Vi Văn Tài', contactPhone: '0912 345 678' }),
  );
  await add('XTL', 'Xã Tân Lập');
}

describe('the page of announcements', () => {
  it('sends an urgent one to all after asking, and counts live who has confirmed', async () => {
    const place = await commune(app);
    await others(place);
    const { page, faults } = await desk(place);
    const site = await pairedConsole(browser, place);
    await page.getByRole('button', { name: 'Soạn thông báo' }).click();
    await page.locator('select[name=template]').selectOption('spareLine');
    await page.locator('select[name=announcementLevel]').selectOption('urgent');
    await page.getByTestId('reach').getByText('Sẽ tới 3 điểm cầu: 2 có máy').waitFor();
    await page.getByRole('button', { name: 'Gửi ngay' }).click();
    await page.locator('[role=alertdialog]').waitFor();
    expect(await onConsole(site.page, 'urgent').count()).toBe(0);
    await page.getByRole('button', { name: 'Gửi khẩn tới tất cả' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    const counts = page.getByTestId('counts');
    await counts.getByText('0/2 điểm cầu đã xác nhận').waitFor();
    await counts.getByText('1 đã nhận · 1 chưa có máy, không tính').waitFor();
    await onConsole(site.page, 'urgent').getByText('đường dự phòng').waitFor();
    await site.page.getByRole('button', { name: 'Đã đọc, xác nhận' }).click();
    await counts.getByText('1/2 điểm cầu đã xác nhận').waitFor();

    await page.getByRole('button', { name: 'Chưa xác nhận: 1' }).click();
    const missing = page.getByTestId('announcement-sites').locator('li');
    await eventually(() => missing.count(), 1);
    await missing.getByText('Xã Sơn Hải').waitFor();
    expect(await missing.locator('a').getAttribute('href')).toBe('tel:0912345678');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Nhắc lại' }).click();
    await page.locator('[role=alertdialog]').getByRole('button', { name: 'Nhắc lại' }).click();
    await page.getByText('đã nhắc').waitFor();
    expect(faults).toEqual([]);
  });

  it('corrects, ends, and keeps drafts until they are sent', async () => {
    const place = await commune(app);
    const { page, faults } = await desk(place);
    const site = await pairedConsole(browser, place);
    const compose = async (text: string, button: string): Promise<void> => {
      await page.locator('textarea[name=text]').fill(text);
      await page.locator('dialog').getByRole('button', { name: button }).click();
      await page.locator('dialog').waitFor({ state: 'detached' });
    };
    await page.getByRole('button', { name: 'Soạn thông báo' }).click();
    await compose('Phiên 2 bắt đầu lúc 9 giờ', 'Lưu nháp');
    const draft = page.locator('main li', { hasText: 'lúc 9 giờ' });
    await draft.getByText('Bản nháp').waitFor();
    await draft.getByRole('button', { name: 'Gửi ngay' }).click();
    await page.locator('[role=alertdialog]').getByRole('button', { name: 'Gửi ngay' }).click();
    await onConsole(site.page, 'important').getByText('lúc 9 giờ').waitFor();

    await draft.getByRole('button', { name: 'Đính chính' }).click();
    await compose('Phiên 2 bắt đầu lúc 9 giờ 30', 'Gửi đính chính');
    await onConsole(site.page, 'important').getByText('9 giờ 30').waitFor();
    expect(await onConsole(site.page, 'important').count()).toBe(1);
    await page.locator('main li.ended').getByText('thay bằng bản đính chính').waitFor();
    const live = page.locator('main li.live');
    await live.getByRole('button', { name: 'Kết thúc' }).click();
    await page.locator('[role=alertdialog]').getByRole('button', { name: 'Kết thúc' }).click();
    await onConsole(site.page, 'important').waitFor({ state: 'detached' });
    await live.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('keeps a long list as it is, and reads it for news of what it shows alone', async () => {
    const place = await commune(app);
    const path = pathTo(ROUTES.announcements, place.conference.id);
    const ids: string[] = [];
    for (let n = 0; n < 53; n += 1) {
      const draft = { text: `Nháp ${n}`, to: { all: true }, status: 'draft' };
      ids.push(made(await app.organizer.post<{ id: string }>(path, draft)).id);
    }
    const [oldest, newest] = [ids[0]!, ids[52]!];
    const edit = async (id: string, text: string): Promise<unknown> =>
      made(await app.organizer.patch(pathTo(ROUTES.announcement, id), { text }));
    const { page, faults } = await desk(place);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const readings = () => asked.filter((url) => url.includes('/announcements?')).length;
    // The page follows by then.
    await edit(newest, 'Mở đầu');
    await page.locator('main li').getByText('Mở đầu').waitFor();
    asked.length = 0;

    // Of one on a later page a colleague writes again and again: that it is not shown is found out once.
    await edit(oldest, 'Nháp của người khác');
    await eventually(async () => readings(), 1);
    for (const text of ['hai', 'ba']) {
      await edit(oldest, text);
      await page.waitForTimeout(1_000);
    }
    await edit(newest, 'Sửa ở bàn khác');
    await page.locator('main li').getByText('Sửa ở bàn khác').waitFor();
    expect(readings()).toBe(2);

    await page.getByRole('button', { name: 'Hiện thêm' }).click();
    await eventually(() => page.locator('main li').count(), 53);
    await edit(newest, 'Sửa lần nữa');
    await page.locator('main li').getByText('Sửa lần nữa').waitFor();
    expect(await page.locator('main li').count()).toBe(53);
    expect(faults).toEqual([]);
  });

  it('keeps the counts that it hears while the list is on its way', async () => {
    const place = await commune(app);
    const { page, faults } = await signedInPage(browser, {});
    const heard: string[] = [];
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => heard.push(payload.toString())),
    );
    await page.goto(`${app.url}/organizer/c/${place.conference.slug}/announcements`);
    await page.locator('main .line').first().waitFor();
    let arrive: () => void = () => {};
    const gate = new Promise<void>((open) => (arrive = open));
    let held = 0;
    await page.route('**/announcements?*', async (route) => {
      const response = await route.fetch();
      held += 1;
      await gate;
      await route.fulfill({ response });
    });
    const path = pathTo(ROUTES.announcements, place.conference.id);
    made(await app.organizer.post(path, { text: 'Mời vào phòng.', to: { all: true }, status: 'live' }));
    await eventually(async () => held, 1);
    await pairedConsole(browser, place);
    await eventually(async () => heard.some((news) => news.includes('"delivered":1')), true);
    arrive();
    await page.getByTestId('counts').getByText('1/1 điểm cầu đã nhận').waitFor();
    expect(faults).toEqual([]);
  });

  it('is beside the schedule: a change is told in the same act', async () => {
    const place = await commune(app);
    const site = await pairedConsole(browser, place);
    const { page, faults } = await signedInPage(browser, {});
    await page.goto(`${app.url}/organizer/c/${place.conference.slug}/schedule`);
    await page.getByRole('button', { name: /^Sửa: Phương pháp luận/ }).click();
    await page.locator('input[name=title]').fill('Phương pháp luận 2-3-5 (dời giờ)');
    await page.locator('input[name=announce]').check();
    await page.locator('dialog form button.primary').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await onConsole(site.page, 'important').getByText('2-3-5 (dời giờ)” đổi giờ').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('for everybody', () => {
  it.each([
    ['phone', 'vi', 'light'],
    ['phone', 'en', 'dark'],
    ['desk', 'vi', 'dark'],
    ['wall', 'en', 'light'],
  ] as const)('%s, %s, %s: empty, the form, the list, the missing', async (size, language, scheme) => {
    const place = await commune(app);
    await others(place);
    await pairedConsole(browser, place);
    const { page } = await desk(place, { size, language, scheme });
    const check = async (what: string): Promise<void> => {
      await screenshot(page, `announcements-${size}-${language}-${scheme}-${what}`);
      expect(await sidewaysScroll(page)).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
    };
    await check('empty');
    await page.locator('main button.primary').click();
    await page.locator('select[name=template]').selectOption('takeRoll');
    await page.locator('select[name=choice]').selectOption('sites');
    await page.locator('select[name=choice]').selectOption('all');
    await page.getByTestId('reach').getByText('3').waitFor();
    await check('form');
    await page.locator('dialog form button.primary').click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    const path = pathTo(ROUTES.announcements, place.conference.id);
    const draft = { text: 'Mời các đồng chí Chủ tịch UBND dự phiên bế mạc.', to: { all: true } };
    made(await app.organizer.post(path, { ...draft, status: 'draft' }));
    const { id } = made(await app.organizer.post<{ id: string }>(path, { ...draft, level: 'info' }));
    made(await app.organizer.post(pathTo(ROUTES.announcementEnd, id)));
    await page.locator('main li.ended').waitFor();
    await check('list');
    await page.locator('main li.live button').first().click();
    await page.getByTestId('announcement-sites').waitFor();
    await check('missing');
  });
});
