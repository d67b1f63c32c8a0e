import type { Locator, Page } from 'playwright-core';
import type { HelpCall } from '../../src/contract/help.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  type WatchedPage,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually, storedOnDevice, pairedConsole } from '../support/commune.js';
import { LOOKS } from '../support/looks.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { line, marks, tap } from '../support/roll.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const MESSAGE = 'Không nghe được tiếng từ hội trường tỉnh';
const ANSWER = 'Đang gọi lại cho điểm cầu, giữ máy';
const standing = (page: Page, kind: string): Locator => page.locator(`[data-help=${kind}]`);
const helpButton = (page: Page): Locator => page.getByRole('button', { name: /^(Cần hỗ trợ|Call for help)/ });

async function call(page: Page, message: string): Promise<void> {
  await helpButton(page).click();
  await page.locator('dialog textarea').fill(message);
  await page.getByRole('button', { name: /^(Gửi ban tổ chức|Send to the organizers)$/ }).click();
  await page.locator('dialog').getByText(message).waitFor();
}
const close = (page: Page): Promise<void> => page.keyboard.press('Escape');

async function onBoard({ conference }: Commune, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await signedInPage(browser, options);
  await watched.page.goto(`${app.url}/organizer/c/${conference.slug}/board`);
  await watched.page.locator('[data-live=true]').waitFor();
  return watched;
}
async function served({ site }: Commune): Promise<Pick<HelpCall, 'message' | 'state'>[]> {
  const { body } = await app.organizer.get<{ items: HelpCall[] }>(pathTo(ROUTES.siteHelp, site.id));
  return body.items.map(({ message, state }) => ({ message, state }));
}

describe('a call for help', () => {
  it('shows on the board at once, is answered there, and the answer shows at the site', async () => {
    const place = await commune(app);
    const board = await onBoard(place);
    const site = await pairedConsole(browser, place);
    await call(site.page, MESSAGE);
    await standing(site.page, 'open').waitFor();
    await close(site.page);

    const tile = board.page.locator(`[data-site="${place.site.id}"]`);
    await board.page.locator('.needs li').first().getByText(MESSAGE).waitFor();
    expect(await tile.getAttribute('aria-label')).toContain(`gọi hỗ trợ: ${MESSAGE}`);
    expect(await tile.getByText('Gọi').isVisible()).toBe(true);
    expect(await tile.getAttribute('aria-label')).toContain('đã kết nối');
    await board.page
      .locator('main')
      .getByRole('button', { name: /1\s*gọi hỗ trợ/ })
      .click();
    expect(new URL(board.page.url()).searchParams.get('show')).toBe('help');
    expect(await tile.isVisible()).toBe(true);

    await board.page.locator('.needs li').first().getByRole('button').click();
    await board.page.getByLabel('Trả lời điểm cầu').fill(ANSWER);
    await board.page.getByRole('button', { name: 'Trả lời và đóng' }).click();
    await board.page.locator('dialog li').getByText(`“${ANSWER}”`).first().waitFor();
    // The line of the call is gone, and nobody who works by keyboard begins at the top again.
    const focused = () => board.page.evaluate<string>("document.activeElement?.id ?? ''");
    expect(await focused()).toBe('help-title');
    await close(board.page);
    await board.page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('needs-title');

    await standing(site.page, 'answered').getByText(`“${ANSWER}”`).waitFor();
    expect(await helpButton(site.page).innerText()).toBe('Cần hỗ trợ · có trả lời');
    await eventually(() => tile.count(), 0);
    expect(await served(place)).toEqual([{ message: MESSAGE, state: 'answered' }]);
    expect([board.faults, site.faults]).toEqual([[], []]);
  });

  it('waits on the device while offline, over a reload too, and is sent later', async () => {
    const place = await commune(app);
    const watched = await pairedConsole(browser, place);
    const { page } = watched;
    await page.route('**/api/v1/**', (route) => route.abort());
    await call(page, MESSAGE);
    await standing(page, 'waiting').waitFor();
    expect(await page.locator('dialog textarea').count()).toBe(0);
    await close(page);
    await tap(page, 'Nguyễn Văn An');
    await marks(page, 'saved', 1);
    await page.reload();
    await standing(page, 'waiting').getByText(MESSAGE).waitFor();
    expect(await storedOnDevice(page)).toMatchObject({ made: 1, waiting: 1, members: 15 });
    expect(await served(place)).toEqual([]);
    await page.unroute('**/api/v1/**');
    await standing(page, 'open').waitFor({ timeout: 30_000 });
    expect(await served(place)).toEqual([{ message: MESSAGE, state: 'open' }]);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    watched.expectFault(/ERR_FAILED/);
    expect(watched.faults).toEqual([]);
  });

  it('is one call when its answer is lost on the way', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    let isLost = true;
    await page.route('**/help', async (route) => {
      if (route.request().method() !== 'POST' || !isLost) return route.fallback();
      isLost = false;
      await route.fetch();
      await route.abort();
    });
    await call(page, MESSAGE);
    await standing(page, 'open').waitFor({ timeout: 30_000 });
    expect(await served(place)).toEqual([{ message: MESSAGE, state: 'open' }]);
  });

  it('is never sent when it is taken back in time, else it is withdrawn', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.route('**/help', (route) => route.abort());
    await call(page, 'Mất hình');
    await page.locator('dialog').getByRole('button', { name: 'Rút lại' }).click();
    await page.locator('dialog textarea').waitFor();
    await close(page);
    expect(await standing(page, 'waiting').count()).toBe(0);
    await page.unroute('**/help');
    await call(page, MESSAGE);
    await close(page);
    await standing(page, 'open').getByRole('button', { name: 'Rút lại' }).click();
    await standing(page, 'open').waitFor({ state: 'detached' });
    expect(await served(place)).toEqual([{ message: MESSAGE, state: 'withdrawn' }]);
  });

  it('says that the service refused it, and is not sent again', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    let sent = 0;
    await page.route('**/help', (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      sent += 1;
      return route.fulfill({
        status: 400,
        json: {
          type: 'urn:diemcau:problem:request.invalid',
          code: 'request.invalid',
          detail: '',
          status: 400,
          title: '',
        },
      });
    });
    await call(page, MESSAGE);
    await standing(page, 'refused').waitFor();
    await page.reload();
    await standing(page, 'refused').getByRole('button', { name: 'Rút lại' }).click();
    await standing(page, 'refused').waitFor({ state: 'detached' });
    expect(sent).toBe(1);
  });
});

describe('for everybody', () => {
  it.each(LOOKS)(
    '%s, %s, %s: console and board, while it waits, is open and is answered',
    async (size, language, scheme) => {
      const place = await commune(app);
      const name = `help-${size}-${language}-${scheme}`;
      const options = { size, language, scheme } as const;
      const { page } = await pairedConsole(browser, place, options);
      const check = async (one: Page, what: string): Promise<void> => {
        await screenshot(one, `${name}-${what}`);
        expect(await sidewaysScroll(one)).toBe(0);
        expect(await accessibilityFaults(one)).toEqual([]);
      };
      await page.route('**/help', (route) => route.abort());
      await call(page, MESSAGE);
      await check(page, 'console-waiting-dialog');
      await close(page);
      await check(page, 'console-waiting');
      await page.unroute('**/help');
      await standing(page, 'open').waitFor({ timeout: 30_000 });
      await call(page, 'Mất hình');
      await close(page);

      const board = await onBoard(place, options);
      await board.page.locator('.needs').getByText('Mất hình').waitFor();
      await check(board.page, 'board');
      await board.page.locator(`[data-site="${place.site.id}"]`).click();
      await board.page.locator('dialog [data-call]').nth(1).waitFor();
      await board.page.locator('dialog [data-call]').first().locator('input').fill(ANSWER);
      await check(board.page, 'board-site');
      const button = (name: RegExp): Locator =>
        board.page.locator('dialog [data-call]').getByRole('button', { name });
      await button(/^(Trả lời và đóng|Answer and close)$/).click();
      await board.page.locator('dialog').getByText(`“${ANSWER}”`).first().waitFor();
      await button(/^(Đóng yêu cầu|Close the call)$/).click();
      await board.page.locator('dialog [data-call]').waitFor({ state: 'detached' });
      await standing(page, 'answered').waitFor();
      await check(page, 'console-answered');
      await helpButton(page).click();
      await check(page, 'console-answered-dialog');
    },
    120_000,
  );
});
