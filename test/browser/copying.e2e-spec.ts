import type { Conference } from '../../src/contract/conference.js';
import type { ConferenceCopy } from '../../src/contract/conference-copy.js';
import { CopySteps } from '../../src/conferences/copy/copy-steps.service.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page } from '../../src/contract/wire.js';
import { Problem } from '../../src/platform/http/problem.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { fullDay } from '../support/full-day.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import type { Place } from '../support/two-conferences.js';

let app: TestApp;
let browser: TestBrowser;
let day: Place;
let tries = 0;
/** What the last step of a copy with links does. */
let last = async (): Promise<void> => {};
beforeAll(async () => {
  app = await startTestApp();
  const nothing = async (): Promise<void> => {};
  app.app
    .get(CopySteps)
    .add({ part: 'broadcast', count: async () => 1, copy: () => last(), remove: nothing });
  day = await fullDay(app, 'lop-mot');
  browser = await TestBrowser.launch(app);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
afterEach(async () => {
  last = async () => {};
  await closePages();
});

const conferences = async (): Promise<Conference[]> =>
  made(await app.organizer.get<Page<Conference>>(pathTo(ROUTES.conferences))).items;

describe('copying a conference', () => {
  it.each(['desk', 'phone'] as const)('leads from the settings to the new one: %s', async (size) => {
    const name = `lop-hai-${size}-${(tries += 1)}`;
    const { page, faults } = await signedInPage(browser, { size });
    await page.goto(`${app.url}/organizer/c/lop-mot/settings`);
    await page.locator('#copy button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Điểm cầu và khu vực 3').waitFor();
    await screenshot(page, `copy-${size}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    // Without sites there are no people to copy.
    await dialog.locator('input[name=sites]').uncheck();
    expect(await dialog.locator('input[name=participants]').isDisabled()).toBe(true);
    await dialog.locator('input[name=sites]').check();
    expect(await dialog.locator('input[name=participants]').isChecked()).toBe(true);
    expect(await dialog.locator('input[name=broadcast]').isChecked()).toBe(false);
    await dialog.locator('input[name=title]').fill(`Tập huấn ${name}`);
    expect(await dialog.locator('input[name=slug]').inputValue()).toBe(`tap-huan-${name}`);
    await dialog.locator('input[name=startsOn]').fill('2027-01-10');
    await dialog.getByText(/kết thúc ngày/).waitFor();
    await dialog.locator('form button.primary').click();
    await page.waitForURL(`**/tap-huan-${name}/home`);
    await page.getByText(/^2 đại biểu/).waitFor();
    expect(await page.locator('[data-copied] a').getAttribute('href')).toBe('/organizer/c/lop-mot');
    await screenshot(page, `copy-made-${size}`);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
  });

  it('shows how far it is, may be left, and says when it failed that nothing was made', async () => {
    let go = (): void => {};
    last = () => new Promise((_, refuse) => (go = () => refuse(new Problem('server.storage'))));
    const before = (await conferences()).length;
    const { page, faults } = await signedInPage(browser);
    await page.getByRole('button', { name: 'Sao chép hội nghị' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('select[name=source]').selectOption(day.conference);
    await dialog.locator('input[name=broadcast]').check();
    await dialog.locator('form button.primary').click();
    await dialog.getByText('Đang sao chép: 16 / 17').waitFor();
    await screenshot(page, 'copy-running');
    expect(await accessibilityFaults(page)).toEqual([]);
    go();
    await dialog.getByText('Chưa có gì được tạo ra.').waitFor();
    await screenshot(page, 'copy-failed');
    expect(await conferences()).toHaveLength(before);
    last = async () => {};
    await dialog.locator('form button.primary').click();
    await page.waitForURL('**/home');
    expect(await conferences()).toHaveLength(before + 1);
    expect(faults).toEqual([]);
  });

  it('the list shows a copy that was left alone, once it is made', async () => {
    let go = (): void => {};
    last = () => new Promise((resolve) => (go = resolve));
    const { page, faults } = await signedInPage(browser);
    await page.getByRole('button', { name: 'Sao chép hội nghị' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('select[name=source]').selectOption(day.conference);
    await dialog.locator('input[name=title]').fill(`Để đó ${(tries += 1)}`);
    await dialog.locator('input[name=broadcast]').check();
    await dialog.locator('form button.primary').click();
    await dialog.getByText('Đang sao chép: 16 / 17').waitFor();
    await dialog.getByRole('button', { name: 'Đóng' }).click();
    go();
    await page.getByRole('link', { name: `Để đó ${tries}` }).waitFor();
    expect(faults).toEqual([]);
  });

  it('an answer that is lost leads to one copy when it is sent again', async () => {
    const { page } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/lop-mot/settings`);
    await page.locator('#copy button').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Điểm cầu và khu vực 3').waitFor();
    const ids: string[] = [];
    await page.route('**/copy', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      ids.push((route.request().postDataJSON() as ConferenceCopy).id);
      if (ids.length > 1) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await dialog.locator('input[name=title]').fill('Gửi hai lần');
    await dialog.locator('form button.primary').click();
    await dialog.getByRole('alert').waitFor();
    await dialog.locator('form button.primary').click();
    await page.waitForURL('**/gui-hai-lan/home');
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(2);
  });

  // The two are 25 hours apart: in one of them it is never the day that it is in Vietnam.
  it.each(['Pacific/Kiritimati', 'Pacific/Niue'])('proposes the day that it is in %s', async (timezone) => {
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(new Date());
    const slug = `dao-xa-${(tries += 1)}`;
    const old = { slug, title: 'Đảo xa', timezone, startsOn: '2020-01-01', endsOn: '2020-01-01' };
    made(await app.organizer.post(pathTo(ROUTES.conferences), old));
    const { page, faults } = await signedInPage(browser);
    const dialog = page.getByRole('dialog');
    const day = (name: string): Promise<string> => dialog.locator(`input[name=${name}]`).inputValue();

    await page.goto(`${app.url}/organizer/c/${slug}/settings`);
    await page.locator('#copy button').click();
    expect(await day('startsOn')).toBe(today);

    await page.goto(`${app.url}/organizer`);
    await page.getByRole('button', { name: 'Tạo hội nghị' }).click();
    const zone = dialog.locator('select[name=timezone]');
    await zone.selectOption(timezone);
    expect([await day('startsOn'), await day('endsOn')]).toEqual([today, today]);
    await dialog.locator('input[name=startsOn]').fill('2031-01-01');
    await zone.selectOption('UTC');
    expect(await day('startsOn')).toBe('2031-01-01');
    expect(faults).toEqual([]);
  });
});
