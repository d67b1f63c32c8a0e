import type { Page } from 'playwright-core';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, type PageOptions, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually, pairedConsole } from '../support/commune.js';
import { storeOf } from '../support/console-store.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { choose, row, settled, tap } from '../support/roll.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const LAN = 'Lương Thị Ngọc Lan';
const GUEST = 'Vương Thị Khách';

async function openPerson(place: Commune, name: string, options: PageOptions = {}) {
  const watched = await signedInPage(browser, options);
  const { page } = watched;
  await page.goto(`${app.url}/organizer/c/${place.conference.slug}/participants`);
  await page.getByRole('button', { name: new RegExp(`: ${name}$`) }).click();
  await page.getByRole('button', { name: /^(Dữ liệu cá nhân…|Personal data…)$/ }).click();
  await page.locator('dialog input[name=eraseReason]').waitFor();
  return watched;
}
async function erase(place: Commune, name: string): Promise<void> {
  const { page } = await openPerson(place, name);
  await page.locator('dialog input[name=eraseReason]').fill('Theo yêu cầu');
  await page.locator('dialog input[name=sure]').check();
  await page.getByRole('button', { name: 'Xóa dữ liệu' }).click();
  await page.locator('dialog').first().waitFor({ state: 'detached' });
  await page
    .getByText(/^Đã xoá \d+$/)
    .first()
    .waitFor();
}
/** Somebody else is away because Lan is, with a guest who is recorded here. */
async function withTexts(page: Page): Promise<void> {
  await tap(page, LAN);
  await tap(page, 'Trần Văn Minh');
  await tap(page, 'Trần Văn Minh');
  await choose(page, 'Trần Văn Minh', 'Lý do khác');
  await row(page, 'Trần Văn Minh').getByLabel('Ghi lý do').fill(`Đi thay chị ${LAN.toUpperCase()}`);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '+ Khách' }).click();
  await page.getByLabel('Họ và tên').fill(GUEST);
  await page.getByRole('textbox', { name: 'Đơn vị' }).fill('Hội Quỳnh Thạch');
  await page.keyboard.press('Enter');
  await row(page, GUEST).waitFor();
  await settled(page);
}
const holds =
  (page: Page, ...names: string[]) =>
  async (): Promise<string[]> => {
    const stored = JSON.stringify(await storeOf(page)).toLowerCase();
    return names.filter((name) => stored.includes(name.toLowerCase()));
  };
const NAMES = [LAN, GUEST, 'Hội Quỳnh Thạch'];

describe('what is held of one person', () => {
  it('is handed out as a paper and as a file for programs', async () => {
    const place = await commune(app);
    const { page, faults } = await openPerson(place, LAN);
    const [paper] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải PDF' }).click(),
    ]);
    expect(paper.suggestedFilename()).toMatch(/\.pdf$/);
    const file = page.getByRole('link', { name: 'Tải tệp JSON' });
    const [data] = await Promise.all([page.waitForEvent('download'), file.click()]);
    expect(data.suggestedFilename()).toMatch(/\.json$/);
    expect(faults).toEqual([]);
  });

  it('is shown before it is erased, and keeps what is about somebody else', async () => {
    const place = await commune(app);
    await app.organizer.patch(pathTo(ROUTES.site, place.site.id), { contactName: LAN });
    made(
      await app.organizer.post<Participant>(pathTo(ROUTES.participants, place.conference.id), {
        siteId: place.site.id,
        fullName: `Bà ${LAN}`,
      }),
    );
    const { page } = await openPerson(place, LAN);
    const text = page.locator('dialog fieldset li');
    await text.getByText('Điểm cầu').waitFor();
    expect(await page.getByRole('button', { name: 'Xóa dữ liệu' }).isDisabled()).toBe(true);
    await text.getByLabel('Giữ nguyên: nói về người khác').check();
    await page.locator('dialog input[name=eraseReason]').fill('Theo yêu cầu');
    await page.locator('dialog input[name=sure]').check();
    await page.getByRole('button', { name: 'Xóa dữ liệu' }).click();
    await page.getByText('Đã xoá 1').first().waitFor();
    const { body } = await app.organizer.get<{ contactName: string }>(pathTo(ROUTES.site, place.site.id));
    expect(body.contactName).toBe(LAN);
  });

  it.each([
    ['phone', 'vi', 'light'],
    ['phone', 'en', 'dark'],
    ['desk', 'vi', 'dark'],
  ] as const)('reads well on a %s, %s, %s', async (size, language, scheme) => {
    const place = await commune(app);
    await app.organizer.patch(pathTo(ROUTES.site, place.site.id), { contactName: LAN });
    const { page } = await openPerson(place, LAN, { size, language, scheme });
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    await screenshot(page, `person-data-${size}-${language}-${scheme}`);
  });
});

describe('somebody who is erased', () => {
  it('leaves the consoles’ stores: one that is connected, and one that comes back', async () => {
    const place = await commune(app);
    const [there, away] = [await pairedConsole(browser, place), await pairedConsole(browser, place)];
    await withTexts(away.page);
    await row(there.page, GUEST).waitFor();
    await away.page.context().setOffline(true);
    for (const name of [LAN, GUEST]) await erase(place, name);
    await eventually(holds(there.page, ...NAMES), []);
    expect((await holds(away.page, ...NAMES)()).length).toBeGreaterThan(0);
    await away.page.context().setOffline(false);
    await eventually(holds(away.page, ...NAMES), []);
    expect(await away.page.content()).not.toContain(LAN);
    // Who was there still is.
    expect(await there.page.locator('[data-person]').count()).toBe(16);
    expect(await away.page.locator('[data-person]').count()).toBe(16);
  });

  it('leaves the store of a console that was closed meanwhile, with its next sync', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await withTexts(page);
    const context = page.context();
    await page.close();
    for (const name of [LAN, GUEST]) await erase(place, name);
    const again = await browser.open('/console', { in: context });
    await again.page.locator('[data-person]').first().waitFor();
    await eventually(holds(again.page, ...NAMES), []);
  });
});
