import type { Locator, Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { HelpCall } from '../../src/contract/help.js';
import { accessibilityFaults, screenshot } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { commune, eventually, pairedConsole } from '../support/commune.js';
import { allPresent, confirmRoll, fromMenu, marks, settled } from '../support/roll.js';

const { app, browser } = await browserStories();

const button = (page: Page, name: RegExp | string): Locator =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
/** Scrolls to the middle of the roll, where neither its head nor its end is on the screen. */
const scrollAway = (page: Page): Promise<void> => page.evaluate('scrollTo(0, 900)');
async function isOnScreen(page: Page, what: Locator): Promise<boolean> {
  const [box, { height }] = [await what.boundingBox(), page.viewportSize()!];
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

describe('the bar at the foot of a phone', () => {
  it('holds what the hands need at every position of the roll, in two rows', async () => {
    const place = await commune(app, 40);
    const { page, faults } = await pairedConsole(browser, place, { size: 'phone' });
    await allPresent(page);
    await marks(page, 'received', 40);
    await scrollAway(page);
    const tools = [/^Chốt$/, /^Cần hỗ trợ/, 'Tín hiệu', /^Tài liệu/, 'Thêm'];
    for (const tool of tools) expect(await isOnScreen(page, button(page, tool))).toBe(true);
    const rows = new Set(
      await Promise.all(tools.map(async (tool) => Math.round((await button(page, tool).boundingBox())!.y))),
    );
    expect(rows.size).toBe(2);
    await button(page, 'Thêm').click();
    await button(page, 'Lịch sử').waitFor();
    await screenshot(page, 'console-bar-menu');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await button(page, 'Lịch sử').count()).toBe(0);
    expect(await page.locator(':focus').innerText()).toBe('Thêm');
    expect(faults).toEqual([]);
  });

  it('shows an answer and the confirmation wherever one has scrolled', async () => {
    const place = await commune(app, 40);
    const { page, faults } = await pairedConsole(browser, place, { size: 'phone' });
    await allPresent(page);
    await scrollAway(page);
    await button(page, /^Cần hỗ trợ/).click();
    await page.locator('dialog textarea').fill('Không nghe được tiếng');
    await button(page, 'Gửi ban tổ chức').click();
    await page.locator('dialog [class*=open]').waitFor();
    await page.keyboard.press('Escape');
    const { body } = await app.organizer.get<{ items: HelpCall[] }>(pathTo(ROUTES.siteHelp, place.site.id));
    await app.organizer.post(pathTo(ROUTES.helpAnswer, body.items[0]!.id), { message: 'Đang gọi lại' });
    const answer = page.getByText('“Đang gọi lại”');
    await answer.waitFor();
    expect(await isOnScreen(page, answer)).toBe(true);
    await button(page, 'Đã rõ').click();
    await page.reload();
    await page.locator('main').getByText('“Đang gọi lại”').waitFor();
    expect(await button(page, 'Đã rõ').count()).toBe(0);

    await scrollAway(page);
    await confirmRoll(page, 38);
    const confirmed = button(page, 'Đã chốt 38');
    await confirmed.waitFor();
    expect(await isOnScreen(page, confirmed)).toBe(true);
    expect(await page.locator(':focus').innerText()).toContain('Đã chốt 38');
    await settled(page);
    expect(faults).toEqual([]);
  });

  it('opens every dialog without a network, the first time too', async () => {
    const place = await commune(app);
    const watched = await pairedConsole(browser, place, { size: 'phone' });
    const { page } = watched;
    await allPresent(page);
    await marks(page, 'received', 15);
    await page.route('**/*', (route) => route.abort());
    for (const open of [
      () => button(page, 'Chốt').click(),
      () => button(page, /^Cần hỗ trợ/).click(),
      () => button(page, /^Tài liệu/).click(),
      () => fromMenu(page, 'Nhập từ giấy'),
      () => fromMenu(page, 'Lịch sử'),
      () => fromMenu(page, 'Thông báo hôm nay'),
    ]) {
      await open();
      await page.locator('dialog').waitFor();
      expect(await page.locator('dialog').getByText('Chưa mở được').count()).toBe(0);
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    }
  });
});

describe('the hotline of the hall', () => {
  it('is a link to telephone by, where one calls for help, without a network too', async () => {
    const place = await commune(app);
    const channels = { hotline: '0204 3854 999' };
    await app.organizer.patch(pathTo(ROUTES.conference, place.conference.id), channels);
    const { page } = await pairedConsole(browser, place);
    await allPresent(page);
    await marks(page, 'received', 15);
    await page.context().setOffline(true);
    await button(page, /^Cần hỗ trợ/).click();
    const hotline = page.locator('dialog').getByTestId('hotline');
    expect(await hotline.innerText()).toBe('Gọi đường dây nóng: 0204 3854 999');
    expect(await hotline.getAttribute('href')).toBe('tel:02043854999');
    await page.keyboard.press('Escape');
    expect(await page.locator('aside').getByTestId('hotline').count()).toBe(1);
  });
});

describe('the sound of a scan', () => {
  it('is turned off at the device, and stays off', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.evaluate(`globalThis.notes = 0;
      AudioScheduledSourceNode.prototype.start = () => void (globalThis.notes += 1);
      AudioScheduledSourceNode.prototype.stop = () => undefined;`);
    const scan = async (code: string): Promise<void> => {
      await page.getByRole('searchbox').fill(code);
      await page.keyboard.press('Enter');
      await page.locator('[data-verdict]').waitFor();
    };
    await scan('DT001');
    await eventually(() => page.evaluate<number>('globalThis.notes'), 2);
    await fromMenu(page, 'Tiếng khi quét mã');
    await page.keyboard.press('Escape');
    await scan('DT002');
    await page.getByText('Thân Thị Bình có mặt').waitFor();
    expect(await page.evaluate('globalThis.notes')).toBe(2);
    await page.reload();
    await button(page, 'Thêm').click();
    await eventually(() => page.getByRole('switch').getAttribute('aria-checked'), 'false');
  });
});
