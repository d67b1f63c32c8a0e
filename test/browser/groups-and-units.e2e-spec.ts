import type { Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site, SiteCreate } from '../../src/contract/site.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  type WatchedPage,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

type Page = WatchedPage['page'];
const { app, browser } = await browserStories();
afterEach(closePages);

const LOOKS: [string, PageOptions][] = [
  ['phone-vi-light', { size: 'phone', language: 'vi' }],
  ['desk-en-dark', { size: 'desk', language: 'en', scheme: 'dark' }],
];
let conference: Conference;
const makeSite = async (body: SiteCreate): Promise<Site> =>
  made(await app.organizer.post<Site>(pathTo(ROUTES.sites, conference.id), body));
const addPerson = async (siteId: string, unit: string): Promise<void> => {
  const body = { siteId, fullName: 'Nguyễn Thị Hường', unit };
  made(await app.organizer.post(pathTo(ROUTES.participants, conference.id), body));
};
async function makeConference(slug: string): Promise<void> {
  const body = {
    title: 'Tập huấn chuyển đổi số',
    slug,
    startsOn: '2026-11-22',
    endsOn: '2026-11-22',
    status: 'live',
  };
  conference = made(await app.organizer.post<Conference>(pathTo(ROUTES.conferences), body));
  made(await app.organizer.post(pathTo(ROUTES.checkpoints, conference.id), { name: 'Khai mạc' }));
}
async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect({ name, faults: await accessibilityFaults(page) }).toEqual({ name, faults: [] });
  expect({ name, sideways: await sidewaysScroll(page) }).toEqual({ name, sideways: 0 });
}
const open = (page: Page, section: string) =>
  page.goto(`${app.url}/organizer/c/${conference.slug}/${section}`);
const row = (page: Page, name: string) => page.locator('main .rows li', { hasText: name }).first();

describe('a group of sites on the pages', () => {
  it.each(LOOKS)('is made by a form, counts as no site, and holds sites: %s', async (name, options) => {
    await makeConference(`cum-${name}`);
    await makeSite({ code: 'X1', name: 'Xã Tân Sơn', level: 'commune', expected: 15 });
    const { page, faults } = await signedInPage(browser, options);
    await open(page, 'sites');
    await page.getByRole('button', { name: /^(Thêm điểm cầu|Add a site)$/ }).click();
    await page.locator('input[name=code]').fill('K1');
    await page.locator('select[name=kind]').selectOption('group');
    await page.locator('input[name=name]').fill('Cụm Lục Ngạn');
    expect(await page.locator('input[name=expected], select[name=level]').count()).toBe(0);
    await look(page, `group-form-${name}`);
    await page.locator('dialog form button.primary').click();
    await row(page, 'Cụm Lục Ngạn').waitFor();
    await row(page, 'Xã Tân Sơn')
      .getByRole('button', { name: /^(Sửa|Edit):/ })
      .click();
    await page.locator('select[name=parentId]').selectOption({ label: 'Cụm Lục Ngạn' });
    await page.locator('dialog form button.primary').click();
    const group = row(page, 'Cụm Lục Ngạn');
    await group.getByText(/1 điểm cầu trực thuộc|1 site below/).click();
    await row(page, 'Xã Tân Sơn').waitFor();
    expect(await page.locator('main p.number').first().textContent()).toMatch(
      /^(1 điểm cầu|1 site), .*(1 cụm, khu vực|1 group)/,
    );
    // A site has three buttons, a group one: it has no console and no roster.
    expect(
      await group
        .locator('> .own .buttons')
        .getByRole('button', { name: /^(Thiết bị|Devices):/ })
        .count(),
    ).toBe(0);
    await look(page, `group-tree-${name}`);

    await open(page, 'pairing');
    expect(await page.locator('main .notice').last().textContent()).toContain('1');
    await open(page, 'participants');
    await page.locator('main .line select').first().waitFor();
    expect(await page.locator('main .line select').first().locator('option').allTextContents()).not.toContain(
      'Cụm Lục Ngạn',
    );
    expect(faults).toEqual([]);
  });

  it.each(LOOKS)('leads a block of the wall, which folds by it: %s', async (name, options) => {
    await makeConference(`tuong-${name}`);
    const area = await makeSite({ code: 'KV', name: 'Khu vực miền núi', kind: 'group' });
    const group = await makeSite({ code: 'K1', name: 'Cụm Sơn Động', kind: 'group', parentId: area.id });
    for (const at of [1, 2, 3])
      await makeSite({
        code: `X${at}`,
        name: `Xã An Lạc ${at}`,
        level: 'commune',
        parentId: group.id,
        expected: 5,
      });
    await makeSite({ code: 'S1', name: 'Sở Y tế', level: 'department', expected: 7 });
    const { page, faults } = await signedInPage(browser, options);
    await open(page, 'board');
    const block = page.locator('.block', { hasText: 'Cụm Sơn Động' });
    await block.waitFor();
    expect(await block.locator('[data-site]').count()).toBe(3);
    expect(await page.locator('[data-site]').count()).toBe(4);
    await look(page, `board-groups-${name}`);
    await page.getByRole('button', { name: /Gộp theo cụm|Fold by group/ }).click();
    const folded = page.getByRole('button', { name: /Khu vực miền núi/ });
    await folded.waitFor();
    expect(await folded.textContent()).toMatch(/3 (điểm cầu|sites)/);
    expect(await page.locator('[data-site]').count()).toBe(0);
    await look(page, `board-folded-${name}`);
    await folded.click();
    expect(await page.locator('[data-site]').count()).toBe(3);
    await page.getByRole('button', { name: /Gộp theo cụm|Fold by group/ }).click();
    await page.locator('.block', { hasText: 'Cụm Sơn Động' }).waitFor();
    expect(faults).toEqual([]);
  });
});

describe('the directory of units', () => {
  it.each(LOOKS)('makes sites of a province, and says what it keeps: %s', async (name, options) => {
    await makeConference(`danh-muc-${name}`);
    await makeSite({ code: '07210', name: 'Hội trường tỉnh' });
    const { page, faults } = await signedInPage(browser, options);
    await open(page, 'sites');
    await page.getByRole('button', { name: /Thêm từ danh mục|Add from the directory/ }).click();
    const province = page.locator('select[name=province]');
    await province.waitFor();
    expect(await province.locator('option').count()).toBe(35);
    await province.selectOption('24');
    await page.getByText(/Sẽ thêm 98 điểm cầu\. 1 điểm cầu|98 sites will be added\. 1 site /).waitFor();
    await look(page, `directory-${name}`);
    await page.locator('dialog form button.primary').click();
    await page.getByText(/Đã thêm 98 điểm cầu|98 sites added/).waitFor();
    await look(page, `directory-added-${name}`);
    await page.keyboard.press('Escape');
    await row(page, 'Xã Lục Ngạn').waitFor();
    expect(await page.locator('main .rows > li').count()).toBe(99);
    await row(page, 'Hội trường tỉnh').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('a list with codes of before July 2025', () => {
  const file =
    'code,name,expected\n07204,Phường Trần Nguyên Hãn,15\n07219,Phường Lê Lợi,20\n07222,Xã Song Mai,12\n';
  it.each(LOOKS)('is mapped to the units of today when somebody says so: %s', async (name, options) => {
    await makeConference(`ma-cu-${name}`);
    const { page, faults } = await signedInPage(browser, options);
    await open(page, 'sites');
    await page.getByRole('button', { name: /Nhập từ tệp|Import a file/ }).click();
    const dialog = page.locator('dialog[open]');
    await dialog
      .locator('input[type=file]')
      .setInputFiles({ name: 'diem-cau-cu.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
    await dialog.getByText(/đã hết hiệu lực từ ngày 01\/7\/2025|that expired on 1 July 2025/).waitFor();
    await look(page, `old-codes-found-${name}`);
    await dialog.getByRole('checkbox').check();
    await dialog.getByText(/1 điểm cầu gộp từ nhiều dòng|1 site made from several rows/).click();
    expect(await dialog.locator('details li').allTextContents()).toEqual([
      expect.stringMatching(/07210 Phường Bắc Giang: .*07204 .*07219/),
    ]);
    await look(page, `old-codes-mapped-${name}`);
    await dialog.getByRole('button', { name: /Nhập 2 dòng|Import 2 rows/ }).click();
    await row(page, 'Phường Bắc Giang').waitFor();
    expect(faults).toEqual([]);
  });
});

describe('units that are spelt differently', () => {
  it.each(LOOKS)('are made one by a choice, and two again: %s', async (name, options) => {
    await makeConference(`don-vi-${name}`);
    const { id } = await makeSite({ code: 'X1', name: 'Xã Tân Sơn' });
    const units = [
      'UBND xã Tân Sơn',
      'Xã Tân Sơn',
      'Xã Tân Sơn',
      'Sở Văn hóa',
      'Sở Văn hoá.',
      'Sở Y tế',
      'Trường THPT Lục Ngạn số 1',
    ];
    for (const unit of units) await addPerson(id, unit);
    const { page, faults } = await signedInPage(browser, options);
    await open(page, 'units');
    await page.getByRole('heading', { name: /^(Tất cả đơn vị|All units) \(5\)$/ }).waitFor();
    await look(page, `units-${name}`);
    await page.getByRole('button', { name: /^(Lấy tên này|Use this name): Xã Tân Sơn$/ }).click();
    await page.getByRole('heading', { name: /\(4\)$/ }).waitFor();
    await page
      .getByText(/đã gộp “UBND xã Tân Sơn” \(1 người\)|merged: “UBND xã Tân Sơn” \(1 person\)/)
      .waitFor();
    await look(page, `units-merged-${name}`);
    await page.getByRole('button', { name: /^(Tách ra|Undo): UBND xã Tân Sơn$/ }).click();
    await page.getByRole('heading', { name: /\(5\)$/ }).waitFor();

    await page.getByRole('button', { name: /^(Gộp vào đơn vị khác|Merge into another): Sở Y tế$/ }).click();
    await page.locator('input[name=into]').fill('Sở Y  Tế.');
    await page.locator('dialog form button.primary').click();
    await page.getByText(/hai cách viết của một đơn vị|two spellings of one unit/).waitFor();
    await look(page, `units-dialog-${name}`);
    await page.locator('input[name=into]').fill('Sở Văn hóa');
    await page.locator('dialog form button.primary').click();
    await page.getByRole('heading', { name: /\(4\)$/ }).waitFor();
    expect(faults.filter((fault) => !/422/.test(fault))).toEqual([]);
  });
});
