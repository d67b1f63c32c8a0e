import type { Conference } from '../../src/contract/conference.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { eventually } from '../support/commune.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

/**
 * An office's list as it comes: title, headings over two rows, a row that counts them, names in
 * two columns, sums, names of sites.
 */
const LIST = [
  'DANH SÁCH ĐẠI BIỂU THAM DỰ;;;;;;',
  ';;;;;;',
  'STT;Họ và tên đệm;Tên;Đơn vị;Điểm cầu;Liên hệ;',
  ';;;;;Điện thoại;Thư điện tử',
  '(1);(2);(3);(4);(5);(6);(7)',
  '1;Nguyễn Thị;Hường;Sở Y tế;Sở Y tế;0912345678;huong@example.vn',
  '2;Đặng Văn;Ước;Sở Y tế;Sở Y tế;;',
  '3;Trần Ngọc;Ẩn;UBND xã;Xã Đồng Sơn;;',
  'Tổng cộng;;;3;;;',
].join('\r\n');

const { app, browser } = await browserStories();
afterEach(closePages);

describe.each([
  ['vi', 'phone', 'light'],
  ['en', 'desk', 'dark'],
] as const)('a list as an office keeps it: %s, %s', (language, size, scheme) => {
  it('is checked on choice, shows what was read, and asks once for an unknown site', async () => {
    const slug = `danh-sach-${language}`;
    const day = { title: 'Ngày mẫu', slug, startsOn: '2026-12-01', endsOn: '2026-12-01' };
    const { id } = made(await app.organizer.post<Conference>(pathTo(ROUTES.conferences), day));
    for (const [code, name] of [
      ['S01', 'Sở Y tế tỉnh'],
      ['X01', 'Xã Đồng Sơn'],
    ])
      made(await app.organizer.post(pathTo(ROUTES.sites, id), { code, name }));
    const { page, faults } = await signedInPage(browser, { language, size, scheme });
    await page.goto(`${app.url}/organizer/c/${slug}/participants`);
    await page.getByRole('button', { name: /Nhập từ tệp|Import a file/ }).click();
    await page
      .locator('dialog[open] input[type=file]')
      .setInputFiles({ name: 'ds.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${LIST}`) });
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('6–7').first().waitFor();
    expect(
      await dialog
        .locator('.understood select')
        .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value)),
    ).toEqual(['', 'fullName', 'fullName', 'unit', 'siteCode', 'phone', 'email']);
    await screenshot(page, `import-understood-${language}`);
    expect([await accessibilityFaults(page), await sidewaysScroll(page)]).toEqual([[], 0]);

    await dialog.getByLabel(/Điểm cầu của “Sở Y tế”|The site of “Sở Y tế”/).fill('tỉnh');
    await dialog.locator('datalist option').first().waitFor({ state: 'attached' });
    await dialog.getByLabel(/Điểm cầu của “Sở Y tế”|The site of “Sở Y tế”/).fill('S01 · Sở Y tế tỉnh');
    const go = dialog.getByRole('button', { name: /Nhập 3 dòng|Import 3 rows/ });
    await go.waitFor();
    expect(await dialog.getByRole('region', { name: /Các dòng đầu|The first rows/ }).textContent()).toContain(
      'Nguyễn Thị Hường',
    );
    expect(await dialog.locator('details.notice').textContent()).toMatch(
      /(Bỏ qua dòng cộng|Skipped a row of totals)/,
    );

    await dialog.getByLabel('Đơn vị (D)').selectOption('position');
    await eventually(
      async () =>
        (await dialog.getByRole('region', { name: /Các dòng đầu|The first rows/ }).textContent())?.includes(
          'Chức vụ',
        ) ?? language === 'en',
      language === 'vi',
    );
    await dialog.getByLabel('Đơn vị (D)').selectOption('unit');
    await screenshot(page, `import-chosen-${language}`);
    await go.click();
    await page.getByText(/Đã nhập xong|The import is done/).waitFor();
    const { items } = made(await app.organizer.get<ListPage<Participant>>(pathTo(ROUTES.participants, id)));
    expect(items.map(({ fullName, unit, phone }) => [fullName, unit, phone]).sort()).toEqual([
      ['Nguyễn Thị Hường', 'Sở Y tế', '0912345678'],
      ['Trần Ngọc Ẩn', 'UBND xã', null],
      ['Đặng Văn Ước', 'Sở Y tế', null],
    ]);
    expect(faults).toEqual([]);
  });
});
