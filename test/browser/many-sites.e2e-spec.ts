import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Hall, made, makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
const SITES = 340;
let hall: Hall;
afterEach(closePages);

beforeAll(async () => {
  hall = await makeHall(app.organizer, { sites: 0, people: 0 });
  const codes = Array.from({ length: SITES }, (_, at) => `X${String(at).padStart(3, '0')}`);
  const lists = {
    [pathTo(ROUTES.siteImport, hall.conference.id)]: [
      'code,name',
      ...codes.map((code) => `${code},Xã Đồng ${code}`),
    ],
    [pathTo(ROUTES.participantImport, hall.conference.id)]: [
      'code,fullName,siteCode',
      ...codes.map((code) => `DB-${code},Nguyễn Văn ${code},${code}`),
    ],
  };
  for (const [path, lines] of Object.entries(lists))
    made(await app.organizer.upload(path, { name: 'a.csv', content: lines.join('\n') }));
});

describe('a conference of more sites than a list can hold', () => {
  it('finds a site by a part of its name, for a filter and for a new person', async () => {
    const { page, faults } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/participants`);
    const filter = page.getByRole('search').getByLabel('Điểm cầu');
    await page.getByText('Nguyễn Văn X000').waitFor();
    await filter.fill('xa dong');
    await page.getByText('Còn điểm cầu khác khớp: gõ thêm để thấy.').waitFor();
    const options = page.getByRole('search').locator('datalist option');
    expect(await options.count()).toBe(30);
    await filter.fill('dong x12');
    await options.nth(10).waitFor({ state: 'detached' });
    expect(await options.evaluateAll((all) => all.map((one) => one.getAttribute('value')))).toEqual(
      Array.from({ length: 10 }, (_, at) => `Xã Đồng X12${at} · X12${at}`),
    );
    await screenshot(page, 'many-sites-filter');
    // As when it is chosen from the list.
    await filter.fill('Xã Đồng X123 · X123');
    await page.getByText('Nguyễn Văn X000').waitFor({ state: 'detached' });
    await page.getByText('Nguyễn Văn X123').waitFor();
    expect(await filter.inputValue()).toBe('Xã Đồng X123');
    await filter.fill('không có ở đâu');
    await page.getByText('Không có điểm cầu nào khớp.').waitFor();
    await filter.blur();
    expect(await filter.inputValue()).toBe('Xã Đồng X123');

    await page.getByRole('button', { name: 'Thêm đại biểu' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Họ và tên').fill('Trần Thị Mới');
    await dialog.getByLabel('Điểm cầu').fill('X200');
    await dialog.getByRole('button', { name: 'Lưu' }).click();
    await dialog.waitFor({ state: 'detached' });
    await filter.fill('');
    await page.getByText('Nguyễn Văn X000').waitFor();
    await page.getByLabel('Tìm tên, mã (không cần dấu)').fill('tran thi moi');
    await page.getByText('Trần Thị Mới').waitFor();
    const { items } = made(
      await app.organizer.get<ListPage<Participant>>(
        `${pathTo(ROUTES.participants, hall.conference.id)}?search=tran+thi+moi`,
      ),
    );
    expect(items).toHaveLength(1);
    const sites = made(
      await app.organizer.get<ListPage<{ id: string }>>(
        `${pathTo(ROUTES.sites, hall.conference.id)}?search=X200`,
      ),
    );
    expect(items[0]!.siteId).toBe(sites.items[0]!.id);
    expect(await page.locator('option').count()).toBeLessThan(100);
    expect([await accessibilityFaults(page), faults]).toEqual([[], []]);
  });

  it('has the same field on a phone, in English and in the dark', async () => {
    const { page, faults } = await signedInPage(browser, { size: 'phone', language: 'en', scheme: 'dark' });
    await page.goto(`${app.url}/organizer/c/${hall.conference.slug}/participants`);
    const field = page.getByRole('search').getByLabel('Site', { exact: true });
    await page.getByText('Nguyễn Văn X000').waitFor();
    await field.fill('x33');
    await page.locator('datalist option').nth(9).waitFor({ state: 'attached' });
    await screenshot(page, 'many-sites-phone-en-dark');
    expect(await sidewaysScroll(page)).toBeLessThanOrEqual(0);
    await field.fill('Xã Đồng X333 · X333');
    await page.getByText('Nguyễn Văn X000').waitFor({ state: 'detached' });
    await page.getByText('Nguyễn Văn X333').waitFor();
    expect([await accessibilityFaults(page), faults]).toEqual([[], []]);
  });
});
