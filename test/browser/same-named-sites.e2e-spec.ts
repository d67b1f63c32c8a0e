import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site, SiteCreate } from '../../src/contract/site.js';
import type { Conference } from '../../src/contract/conference.js';
import type { Participant } from '../../src/contract/participant.js';
import type { Page } from 'playwright-core';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made, makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { pagesPrinted } from '../support/printed.js';

const { app, browser } = await browserStories();
afterEach(closePages);

/** Two communes of one name in two districts, a third on its own, and one person in each of the two. */
async function twoPhucSon(): Promise<{ conference: Conference; inTanYen: Site; inSonDong: Site }> {
  const { conference } = await makeHall(app.organizer, { sites: 0, people: 0 });
  const add = async (site: SiteCreate): Promise<Site> =>
    made(await app.organizer.post<Site>(pathTo(ROUTES.sites, conference.id), site));
  const [tanYen, sonDong] = [
    await add({ code: 'TY', name: 'Huyện Tân Yên', level: 'district' }),
    await add({ code: 'SD', name: 'Huyện Sơn Động', level: 'district' }),
  ];
  const inTanYen = await add({ code: 'TY-05', name: 'Xã Phúc Sơn', level: 'commune', parentId: tanYen.id });
  const inSonDong = await add({ code: 'SD-09', name: 'Xã Phúc Sơn', level: 'commune', parentId: sonDong.id });
  await add({ code: 'TY-06', name: 'Xã Lan Giới', level: 'commune', parentId: tanYen.id });
  for (const [fullName, site] of [
    ['Nguyễn Thị Yến', inTanYen],
    ['Hoàng Văn Sáu', inSonDong],
  ] as const)
    made(
      await app.organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
        siteId: site.id,
        fullName,
      }),
    );
  return { conference, inTanYen, inSonDong };
}
const choices = (page: Page, label: string): Promise<string[]> =>
  page.getByRole('combobox', { name: label }).first().locator('option').allTextContents();
const LABELS = [
  'Huyện Sơn Động',
  'Xã Phúc Sơn · Huyện Sơn Động',
  'Huyện Tân Yên',
  'Xã Phúc Sơn · Huyện Tân Yên',
  'Xã Lan Giới',
];

describe('two sites of one name', () => {
  it('have their code and parent on pairing sheets, on screen and on paper', async () => {
    const { conference } = await twoPhucSon();
    const { page, faults } = await signedInPage(browser, { size: 'phone' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/pairing`);
    await page.getByRole('button', { name: 'Tạo phiếu ghép nối' }).click();
    await page.locator('[data-sheet="TY-05"]').waitFor();
    const places = Object.fromEntries(
      await Promise.all(
        ['TY', 'TY-05', 'SD-09'].map(
          async (code) => [code, await page.locator(`[data-sheet="${code}"] .place`).textContent()] as const,
        ),
      ),
    );
    expect(places).toEqual({
      TY: 'Mã điểm cầu: TY',
      'TY-05': 'Mã điểm cầu: TY-05 · Thuộc: Huyện Tân Yên',
      'SD-09': 'Mã điểm cầu: SD-09 · Thuộc: Huyện Sơn Động',
    });
    await screenshot(page, 'same-named-pairing-phone');
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('[data-sheet="SD-09"] .place').isVisible()).toBe(true);
    await page.emulateMedia({ media: null });
    expect(await pagesPrinted(page, 'same-named-pairing')).toBe(5);
    expect(faults).toEqual([]);
  });

  it('are told apart in the search and the form of people', async () => {
    const { conference, inSonDong } = await twoPhucSon();
    const { page, faults } = await signedInPage(browser, { scheme: 'dark' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/participants`);
    await page.getByText('Hoàng Văn Sáu').waitFor();
    expect((await choices(page, 'Điểm cầu')).sort()).toEqual(['Tất cả', ...LABELS].sort());
    await page
      .getByRole('combobox', { name: 'Điểm cầu' })
      .selectOption({ label: 'Xã Phúc Sơn · Huyện Sơn Động' });
    await page.getByText('Nguyễn Thị Yến').waitFor({ state: 'detached' });
    await page.locator('.rows li').getByText('Xã Phúc Sơn · Huyện Sơn Động').waitFor();
    expect(new URL(page.url()).searchParams.get('site')).toBe(inSonDong.id);
    await screenshot(page, 'same-named-participants-dark');
    await page.getByRole('button', { name: 'Sửa: Hoàng Văn Sáu' }).click();
    expect(await page.locator('dialog select[name=siteId] option').allTextContents()).toEqual(
      expect.arrayContaining(LABELS),
    );
    await page.locator('dialog select[name=siteId]').selectOption({ label: 'Xã Phúc Sơn · Huyện Tân Yên' });
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Không có gì khớp với tìm kiếm.').waitFor();
    expect(faults).toEqual([]);
  });

  it('are told apart on rosters and in the choice of a parent', async () => {
    const { conference, inTanYen } = await twoPhucSon();
    const { page, faults } = await signedInPage(browser, { language: 'en' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/rosters`);
    await page.getByText('Sites: 2, people: 2').waitFor();
    expect(await choices(page, 'Site')).toEqual(expect.arrayContaining(LABELS));
    await page.getByRole('combobox', { name: 'Site' }).selectOption({ label: 'Xã Phúc Sơn · Huyện Tân Yên' });
    await page.getByText('Sites: 1, people: 1').waitFor();
    expect(new URL(page.url()).searchParams.get('site')).toBe(inTanYen.id);
    await page.getByText('Xã Phúc Sơn · Huyện Tân Yên (TY-05)', { exact: true }).first().waitFor();
    await page.goto(`${app.url}/organizer/c/${conference.slug}/sites`);
    await page.getByRole('button', { name: 'Add a site' }).click();
    expect(await page.locator('dialog select[name=parentId] option').allTextContents()).toEqual(
      expect.arrayContaining(LABELS),
    );
    expect(faults).toEqual([]);
  });
});
