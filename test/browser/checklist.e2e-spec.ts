import type { Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { made, makeHall, pair } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

let app: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
afterEach(closePages);

const statusOf = async (id: string): Promise<string> =>
  made(await app.organizer.get<Conference>(pathTo(ROUTES.conference, id))).status;

describe('the checklist of a conference', () => {
  it.each(['desk', 'phone'] as const)('leads from step to step, and opens: %s', async (size) => {
    const { conference } = await makeHall(app.organizer, { sites: 2, people: 1, status: 'draft' });
    const { page, faults } = await signedInPage(browser, { size });
    await page.goto(`${app.url}/organizer/c/${conference.slug}`);
    await page.waitForURL(`**/${conference.slug}/home`);
    await page.locator('[data-step=people][data-state=done]').waitFor();
    expect(await page.locator('a.primary').innerText()).toBe('Nhập từ tệp');
    expect(await page.locator('[data-step=schedule] a.primary').count()).toBe(1);
    await page.getByText('0 trong 2 điểm cầu đã mở liên kết').waitFor();
    await screenshot(page, `checklist-${size}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.getByRole('button', { name: 'Mở hội nghị' }).click();
    await page.locator('[data-step=open][data-state=done]').waitFor();
    await page.locator('header [data-status=open]').waitFor();
    expect(await statusOf(conference.id)).toBe('open');
    expect(faults).toEqual([]);
  });

  it('asks before the page is taken from people and consoles, and says from how many', async () => {
    const { conference, sites } = await makeHall(app.organizer, { sites: 2, people: 3, status: 'live' });
    await pair(app.organizer, sites[0]!.id);
    const { page, faults } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/${conference.slug}`);
    // A live conference shows its board first.
    await page.waitForURL(`**/${conference.slug}/board`);
    await page.locator('header [data-status=live]').click();
    await page.getByRole('button', { name: 'Chuyển về bản nháp' }).click();
    await page.getByText(/với 6 đại biểu; 1 máy điểm cầu/).waitFor();
    expect(await statusOf(conference.id)).toBe('live');
    await page.getByRole('button', { name: 'Thôi' }).click();
    await page.getByRole('button', { name: 'Kết thúc hội nghị' }).click();
    const question = page.getByRole('alertdialog');
    await question.getByText(/1 máy điểm cầu được báo là hội nghị đã kết thúc/).waitFor();
    await question.getByRole('button', { name: 'Kết thúc hội nghị' }).click();
    await page.locator('header [data-status=closed]').waitFor();
    expect(await statusOf(conference.id)).toBe('closed');
    expect(faults).toEqual([]);
  });
});
