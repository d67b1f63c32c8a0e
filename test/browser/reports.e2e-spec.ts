import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  type WatchedPage,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { eventually } from '../support/commune.js';
import { type OfficeDay, officeDay, takeRoll } from '../support/office-day.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);
let day: OfficeDay;
beforeAll(async () => {
  day = await officeDay(app, 30);
  await takeRoll(day);
});

async function on(section: string, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await signedInPage(browser, options);
  await watched.page.goto(`${app.url}/organizer/c/${day.conference.slug}/${section}`);
  await watched.page.locator('main h1').waitFor();
  return watched;
}
const VIEWS = [
  ['desk', 'vi', 'light'],
  ['phone', 'vi', 'dark'],
  ['phone', 'en', 'light'],
  ['desk', 'en', 'dark'],
] as const;

describe('the Reports page', () => {
  it('shows figures first: one denominator, outsiders beside it, and differences', async () => {
    const { page, faults } = await on(`reports?checkpoint=${day.checkpoints[0].id}`);
    const figures = page.getByTestId('figures');
    await figures.getByText('4/37 có mặt').waitFor();
    await figures.getByText('11% số người trong danh sách').waitFor();
    expect(await figures.innerText()).toContain('+ 1 ngoài danh sách');
    expect(await figures.innerText()).toContain('Xã Tân Mỹ: dự kiến 9, danh sách 3');
    const line = figures.locator('li', { hasText: /^\s*Huyện Lục Ngạn/ });
    expect((await line.innerText()).replace(/\s+/g, ' ')).toBe('Huyện Lục Ngạn 2/35 6% + 1 ngoài danh sách');
    for (const title of ['Theo cấp', 'Theo khu vực', 'Theo đơn vị'])
      await figures.getByRole('heading', { name: title }).waitFor();
    expect(faults).toEqual([]);
  });

  it('shows each checkpoint of a day, and how many people were present at all', async () => {
    const { page, faults } = await on('reports');
    await page.locator('select[name=period]').selectOption('day=2026-11-22');
    await page.getByText('Có mặt ở cả 2 mốc: 1 · ở một số mốc: 4 · không mốc nào: 32').waitFor();
    await page.getByTestId('figures').getByRole('heading', { name: 'Theo mốc' }).waitFor();
    await page.getByText('Chọn một mốc điểm danh để tải các bảng này.').waitFor();
    expect(faults).toEqual([]);
  });

  it('downloads papers with progress, can be stopped, and gives the reason of a failure', async () => {
    const { page, faults, expectFault } = await on(`reports?checkpoint=${day.checkpoints[0].id}`);
    for (const [label, beginning] of [
      ['Báo cáo kết quả (.pdf)', '%PDF-'],
      ['Phụ lục (.docx)', 'PK'],
    ] as const) {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: label }).click(),
      ]);
      expect((await readFile(await file.path())).subarray(0, beginning.length).toString()).toBe(beginning);
      await page.getByText(`Đã tải: ${file.suggestedFilename()}`).waitFor();
    }
    let release = (): void => undefined;
    await page.route('**/reports/summary.docx?*', async (route) => {
      await new Promise<void>((resolve) => (release = resolve));
      await route.fulfill({
        status: 422,
        contentType: 'application/problem+json',
        body: JSON.stringify({ code: 'report.too-large', status: 422, title: 'x', detail: 'x' }),
      });
    });
    const docx = page.getByRole('link', { name: 'Báo cáo kết quả (.docx)' });
    await docx.click();
    await page.getByText('Đang lập tệp…').waitFor();
    await page.getByRole('button', { name: 'Dừng' }).click();
    await eventually(() => page.getByText('Đang lập tệp…').count(), 0);
    release();
    await docx.click();
    await page.getByText('Đang lập tệp…').waitFor();
    release();
    await page.locator('.download [role=alert]').waitFor();
    expectFault(/422|ERR_FAILED|ERR_ABORTED/);
    expect(faults).toEqual([]);
  });

  it('takes the issuer and signer from Settings into the paper', async () => {
    const { page, faults } = await on('settings');
    const form = page.locator('#papers form');
    await form.getByLabel('Cơ quan cấp trên').fill('UBND tỉnh Bắc Giang');
    await form.getByLabel('Cơ quan ban hành').fill('Sở Khoa học và Công nghệ');
    await form.getByLabel('Hình thức ký').selectOption('KT');
    await form.getByLabel('Ký thay, thừa lệnh của').fill('Giám đốc');
    await form.getByLabel('Chức vụ người ký').fill('Phó Giám đốc');
    await form.getByLabel('Họ và tên người ký').fill('Nguyễn Văn Ước');
    await form.getByLabel('Nơi nhận').fill('UBND tỉnh (b/c)\n\nLưu: VT');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await form.getByText('Đã lưu').waitFor();
    await page.reload();
    await eventually(() => form.getByLabel('Nơi nhận').inputValue(), 'UBND tỉnh (b/c)\nLưu: VT');
    await page.goto(`${app.url}/organizer/c/${day.conference.slug}/reports`);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Báo cáo kết quả (.docx)' }).click(),
    ]);
    const text = strFromU8(
      unzipSync(new Uint8Array(await readFile(await file.path())))['word/document.xml']!,
    );
    for (const said of [
      'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
      'KT. GIÁM ĐỐC',
      'PHÓ GIÁM ĐỐC',
      '- UBND tỉnh (b/c);',
      '- Lưu: VT.',
    ])
      expect(text).toContain(said);
    expect(faults).toEqual([]);
  });

  it.each(VIEWS)(
    'is for everybody: %s, %s, %s',
    async (size, language, scheme) => {
      const { page, faults } = await on(`reports?checkpoint=${day.checkpoints[0].id}`, {
        size,
        language,
        scheme,
      });
      await page.getByTestId('figures').locator('li').first().waitFor();
      for (const section of ['reports', 'settings', 'sites']) {
        if (section !== 'reports') {
          await page.goto(`${app.url}/organizer/c/${day.conference.slug}/${section}`);
          await page
            .locator(section === 'settings' ? '#papers form' : '.rows')
            .first()
            .waitFor();
        }
        const name = `${section}-figures-${size}-${language}-${scheme}`;
        await screenshot(page, name);
        expect({ name, faults: await accessibilityFaults(page) }).toEqual({ name, faults: [] });
        expect({ name, sideways: await sidewaysScroll(page) }).toEqual({ name, sideways: 0 });
      }
      expect(faults).toEqual([]);
    },
    180_000,
  );
});

describe('a site whose own figure is not the length of its list', () => {
  it('shows both on the Sites page', async () => {
    const { page, faults } = await on('sites?q=Tân Mỹ');
    await page.getByText('dự kiến 9 người, danh sách có 3').waitFor();
    await page.getByText('1 điểm cầu có số dự kiến khác danh sách').waitFor();
    expect(faults).toEqual([]);
  });

  it('shows outsiders and substitutes on the board', async () => {
    const { page, faults } = await on('board');
    const tile = page.locator(`[data-site="${day.sites[1]!.id}"]`);
    await tile.waitFor();
    await app.organizer.patch(pathTo(ROUTES.checkpoint, day.checkpoints[1].id), {
      opensAt: '2030-11-22T01:00:00.000Z',
    });
    await eventually(async () => (await tile.innerText()).includes('1/3 +2'), true);
    await tile.click();
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('+ 2 ngoài danh sách').waitFor();
    await dialog.getByText('Điểm cầu dự kiến 9 người, danh sách có 3 người.').waitFor();
    await dialog.getByText('Vắng mặt: có Vi Thị Thay dự thay').waitFor();
    await screenshot(page, 'site-with-outsiders');
    await app.organizer.patch(pathTo(ROUTES.checkpoint, day.checkpoints[1].id), {
      opensAt: '2026-11-22T10:00:00.000Z',
    });
    expect(faults).toEqual([]);
  });
});
