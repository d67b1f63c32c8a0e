import type { Locator, Page } from 'playwright-core';
import type { AnnouncementDetail, PostedAnnouncement } from '../../src/contract/announcement.js';
import type { Device } from '../../src/contract/auth.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually, pairedConsole } from '../support/commune.js';
import { made } from '../support/hall.js';
import { LOOKS } from '../support/looks.js';
import { fromMenu } from '../support/roll.js';

const { app, browser } = await browserStories();

const URGENT = 'Đường truyền chính gián đoạn. Các điểm cầu chuyển ngay sang đường dự phòng.';
const shown = (page: Page, level: string): Locator => page.locator(`[data-announcement=${level}]`);
const read = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^(Đã đọc, xác nhận|Read, confirm)$/ }).click();

/** The lines of the list of today, each as one text. */
async function today(page: Page): Promise<string[]> {
  await fromMenu(page, /^(Thông báo hôm nay|Today’s announcements)$/);
  const lines = page.getByTestId('announcements-today').locator('li');
  await lines.first().waitFor();
  return (await lines.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
}

const post = async ({ conference }: Commune, more: object = {}): Promise<string> =>
  made(
    await app.organizer.post<PostedAnnouncement>(pathTo(ROUTES.announcements, conference.id), {
      text: URGENT,
      level: 'urgent',
      to: { all: true },
      ...more,
    }),
  ).id;
const counts = async (id: string): Promise<number[]> => {
  const { body } = await app.organizer.get<AnnouncementDetail>(pathTo(ROUTES.announcement, id));
  return [body.delivered, body.acknowledged, body.of];
};

describe('an urgent announcement', () => {
  it('covers every console of the site until one has acknowledged it', async () => {
    const place = await commune(app);
    const [first, second] = [await pairedConsole(browser, place), await pairedConsole(browser, place)];
    const id = await post(place);
    for (const { page } of [first, second]) await shown(page, 'urgent').getByText(URGENT).waitFor();
    await eventually(() => counts(id).then(String), '1,0,1');
    await first.page.evaluate(
      `globalThis.closings = 0; addEventListener('close', () => (closings += 1), true)`,
    );
    await first.page.getByText(URGENT).click();
    for (let n = 0; n < 3; n += 1) await first.page.keyboard.press('Escape');
    // The event comes after the closing: what was closed is open again by then.
    await first.page.evaluate('new Promise((resolve) => setTimeout(resolve, 100))');
    expect(await first.page.evaluate('closings')).toBe(0);
    expect(await shown(first.page, 'urgent').isVisible()).toBe(true);
    await read(first.page);
    for (const { page } of [first, second]) await shown(page, 'urgent').waitFor({ state: 'detached' });
    await eventually(() => counts(id).then(String), '1,1,1');
    expect([first.faults, second.faults]).toEqual([[], []]);
  });

  it('is acknowledged offline, over a reload, and sent once there is a network', async () => {
    const place = await commune(app);
    const watched = await pairedConsole(browser, place);
    const { page } = watched;
    const id = await post(place);
    await shown(page, 'urgent').waitFor();
    await page.route('**/api/v1/**', (route) => route.abort());
    await page.reload();
    await shown(page, 'urgent').getByText(URGENT).waitFor();
    const before = new Date().toISOString();
    await read(page);
    await page.getByTestId('acknowledgement-waits').waitFor();
    await page.reload();
    await page.getByTestId('acknowledgement-waits').waitFor();
    expect(await shown(page, 'urgent').count()).toBe(0);
    expect((await counts(id))[1]).toBe(0);
    const after = new Date().toISOString();
    await page.unroute('**/api/v1/**');
    await page.getByTestId('acknowledgement-waits').waitFor({ state: 'detached', timeout: 40_000 });
    expect(await counts(id)).toEqual([1, 1, 1]);
    const { body } = await app.organizer.get<{ items: { acknowledgedAt: string }[] }>(
      `${pathTo(ROUTES.announcementSites, id)}?state=acknowledged`,
    );
    expect(body.items[0]!.acknowledgedAt > before).toBe(true);
    expect(body.items[0]!.acknowledgedAt < after).toBe(true);
    watched.expectFault(/ERR_FAILED/);
    expect(watched.faults).toEqual([]);
  });

  it('stays although the list of before arrives after it', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    let arrive: () => void = () => {};
    const gate = new Promise<void>((open) => (arrive = open));
    let arrived: Promise<void> | undefined;
    await page.route('**/announcements?since=*', async (route) => {
      const response = await route.fetch();
      if (arrived) return route.fulfill({ response });
      await (arrived = gate.then(() => route.fulfill({ response })));
    });
    await page.reload();
    await eventually(async () => arrived !== undefined, true);
    await post(place);
    await shown(page, 'urgent').waitFor();
    arrive();
    await arrived;
    await page.waitForTimeout(1_000);
    expect(await shown(page, 'urgent').isVisible()).toBe(true);
  });

  it('gives way to its correction, and both end with the last', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    const id = await post(place);
    await shown(page, 'urgent').waitFor();
    const corrected = made(
      await app.organizer.post<PostedAnnouncement>(pathTo(ROUTES.announcementCorrect, id), {
        text: 'Đính chính: đường chính đã có lại.',
        level: 'important',
      }),
    );
    await shown(page, 'important').getByText('Đính chính').waitFor();
    expect(await shown(page, 'urgent').count()).toBe(0);
    made(await app.organizer.post(pathTo(ROUTES.announcementEnd, corrected.id)));
    await shown(page, 'important').waitFor({ state: 'detached' });
  });
});

describe('what was announced today', () => {
  it('is read again from the menu, offline too: newest first, with who confirmed when', async () => {
    const place = await commune(app);
    const [first, second] = [await pairedConsole(browser, place), await pairedConsole(browser, place)];
    const { body } = await app.organizer.get<{ items: Device[] }>(pathTo(ROUTES.devices, place.site.id));
    const [, { name }] = body.items as [Device, Device];
    const id = await post(place, { level: 'important', text: 'Giải lao 15 phút.' });
    await second.page.getByRole('button', { name: 'Đã đọc' }).click();
    await shown(first.page, 'important').waitFor({ state: 'detached' });
    made(await app.organizer.post(pathTo(ROUTES.announcementCorrect, id), { text: 'Giải lao 20 phút.' }));
    await first.page.getByRole('button', { name: 'Đã đọc' }).click();
    await shown(first.page, 'important').waitFor({ state: 'detached' });
    await first.page.getByTestId('acknowledgement-waits').waitFor({ state: 'detached' });
    await first.page.route('**/api/v1/**', (route) => route.abort());
    await first.page.reload();
    const lines = await today(first.page);
    expect(lines).toEqual([
      expect.stringMatching(/Giải lao 20 phút\..*Đã đọc lúc \d\d:\d\d, máy này/),
      expect.stringMatching(/đã có bản đính chính.*Giải lao 15 phút\..*Đã đọc lúc \d\d:\d\d, /),
    ]);
    expect(lines[1]).toContain(name);
    first.expectFault(/ERR_FAILED/);
    expect(first.faults).toEqual([]);
  });

  it('includes what was over before this device was paired, or while it had no network', async () => {
    const place = await commune(app);
    const early = await post(place, { level: 'info', text: 'Mời vào phòng.' });
    made(await app.organizer.post(pathTo(ROUTES.announcementEnd, early)));
    const { page } = await pairedConsole(browser, place);
    expect(await today(page)).toEqual([expect.stringContaining('Mời vào phòng.')]);
  });
});

describe('for everybody', () => {
  it.each(LOOKS)(
    '%s, %s, %s: lines at every place of the page, and the cover',
    async (size, language, scheme) => {
      const place = await commune(app, 30);
      const { page } = await pairedConsole(browser, place, { size, language, scheme });
      const check = async (what: string): Promise<void> => {
        await screenshot(page, `announcement-${size}-${language}-${scheme}-${what}`);
        expect(await sidewaysScroll(page)).toBe(0);
        expect(await accessibilityFaults(page)).toEqual([]);
      };
      await post(place, { level: 'info', text: 'Tài liệu phiên 2 đã phát hành trong mục Tài liệu.' });
      await post(place, {
        level: 'important',
        text: 'Giải lao đến 9 giờ 45. Đề nghị các điểm cầu trở lại phòng đúng giờ.',
      });
      await shown(page, 'important').waitFor();
      await check('lines');
      await today(page);
      await check('today');
      await page.keyboard.press('Escape');
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      expect(await shown(page, 'important').isVisible()).toBe(true);
      const box = (await shown(page, 'important').boundingBox())!;
      expect(box.y).toBeGreaterThanOrEqual(0);
      await post(place);
      await shown(page, 'urgent').waitFor();
      await check('cover');
    },
  );
});
