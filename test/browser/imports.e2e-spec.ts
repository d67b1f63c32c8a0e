import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Conference } from '../../src/contract/conference.js';
import type { Participant } from '../../src/contract/participant.js';
import { isCodeSound } from '../../src/contract/personal-code.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
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

const { app, browser } = await browserStories();
const folder = await mkdtemp(join(tmpdir(), 'diemcau-imports-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(closePages);

async function conference(slug: string): Promise<Conference> {
  return made(
    await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
      title: 'Ngày mẫu',
      slug,
      startsOn: '2026-12-01',
      endsOn: '2026-12-01',
    }),
  );
}
async function on(slug: string, section: string, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await signedInPage(browser, options);
  await watched.page.goto(`${app.url}/organizer/c/${slug}/${section}`);
  await watched.page.locator('main h1').waitFor();
  return watched;
}
async function file(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}
async function check(page: Page, path: string): Promise<void> {
  await page.locator('dialog[open] input[type=file]').setInputFiles(path);
}
async function looksGood(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect({ name, faults: await accessibilityFaults(page) }).toEqual({ name, faults: [] });
  expect(await sidewaysScroll(page)).toBe(0);
}

describe('a sample file', () => {
  for (const language of ['vi', 'en'] as const)
    it(`is imported unchanged: ${language}`, async () => {
      const { id } = await conference(`mau-${language}`);
      for (const [section, route] of [
        ['sites', ROUTES.sites],
        ['participants', ROUTES.participants],
      ] as const) {
        const { page, faults } = await on(`mau-${language}`, section, { language, size: 'desk' });
        await page.getByRole('button', { name: /Nhập từ tệp|Import a file/ }).click();
        const [sample] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('link', { name: /Tải tệp mẫu|Download a sample file/ }).click(),
        ]);
        expect(sample.suggestedFilename()).toMatch(/^(mau|sample)-[a-z-]+\.csv$/);
        const bytes = await readFile(await sample.path());
        // Without this mark Excel breaks the diacritics.
        expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
        if (language === 'vi')
          expect(bytes.toString()).toContain(
            section === 'sites'
              ? 'Mã;Tên điểm cầu;Loại;Cấp;Mã cấp trên;'
              : ';Họ và tên;Đơn vị;Chức vụ;Mã điểm cầu;',
          );
        await check(page, await file(sample.suggestedFilename(), bytes.toString()));
        await page.getByRole('button', { name: /Nhập 2 dòng|Import 2 rows/ }).click();
        await page.getByText(/Đã nhập xong|The import is done/).waitFor();
        await looksGood(page, `sample-${section}-${language}`);
        expect(
          made(await app.organizer.get<ListPage<Site | Participant>>(pathTo(route, id))).items,
        ).toHaveLength(2);
        expect(faults).toEqual([]);
      }
      const sites = made(await app.organizer.get<ListPage<Site>>(pathTo(ROUTES.sites, id))).items;
      expect(sites.map(({ code, level }) => [code, level])).toEqual([
        ['HM', 'province'],
        ['HM01', 'commune'],
      ]);
    });
});

describe('a refusal says what is allowed', () => {
  beforeAll(async () => {
    const { id } = await conference('tu-choi');
    made(
      await app.organizer.post(pathTo(ROUTES.sites, id), { code: '00123', name: 'Xã Một', level: 'commune' }),
    );
  });

  it('for a cell', async () => {
    const { page, faults } = await on('tu-choi', 'sites', { size: 'phone' });
    await page.getByRole('button', { name: 'Nhập từ tệp' }).click();
    await check(
      page,
      await file('loi.csv', `Mã;Tên;Cấp;Dự kiến\nA;Xã A;làng;mười\n${'B'.repeat(41)};Xã B;Xã;99999999\n`),
    );
    const rows = page.locator('dialog[open] [role=region][aria-label=Lỗi] tbody tr');
    await rows.first().waitFor();
    const texts = (await rows.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim());
    expect(texts).toContainEqual(
      expect.stringMatching(
        new RegExp(
          String.raw`Không phải một trong các giá trị cho phép: “làng”\. Nhận một trong: ` +
            String.raw`Tỉnh \(province\); Sở, ban, ngành \(department\); .*Khác \(other\)\.$`,
        ),
      ),
    );
    expect(texts).toContainEqual(expect.stringMatching(/Phải là một số: “mười”\.$/));
    expect(texts).toContainEqual(expect.stringMatching(/Nội dung quá dài\. Nhiều nhất 40 ký tự\.$/));
    expect(texts).toContainEqual(
      expect.stringMatching(/Số nằm ngoài khoảng cho phép: “99999999”\. Từ 0 đến [\d.]+\.$/),
    );
    await looksGood(page, 'import-refused-phone');
    expect(faults).toEqual([]);
  });

  it('for a file without its columns', async () => {
    const watched = await on('tu-choi', 'participants');
    const { page } = watched;
    await page.getByRole('button', { name: 'Nhập từ tệp' }).click();
    await check(page, await file('thieu.csv', 'Họ và tên;Đơn vị\nNguyễn Văn A;UBND xã\n'));
    await page.getByText('Tệp thiếu cột bắt buộc: “Mã điểm cầu”.').waitFor();
    await check(page, await file('thieu-nua.csv', 'Ghi chú\nx\n'));
    await page.getByText('Tệp thiếu cột bắt buộc: “Họ và tên”, “Mã điểm cầu”.').waitFor();
    watched.expectFault(/422/);
    expect(watched.faults).toEqual([]);
  });

  it('for codes whose zeros a spreadsheet has dropped', async () => {
    const { page } = await on('tu-choi', 'participants', { language: 'en', scheme: 'dark' });
    await page.getByRole('button', { name: 'Import a file' }).click();
    await check(page, await file('so-0.csv', 'Họ và tên;Mã điểm cầu;Hình thức\nNguyễn Văn A;123;hybrid\n'));
    await page.getByText('Excel has dropped the leading zeros of the site codes.').waitFor();
    await page.getByText('but one has it with leading zeros: “123”').waitFor();
    await page.getByText('Use one of these: In person (in_person); Online (online).').waitFor();
    await looksGood(page, 'import-zeros');
  });

  it('for a material', async () => {
    const watched = await on('tu-choi', 'materials', { size: 'phone' });
    const { page } = watched;
    await page.getByRole('button', { name: 'Tải tài liệu lên' }).click();
    await page.getByText(/^Nhận các loại tệp: pdf, pptx, docx/).waitFor();
    await page.locator('input[type=file]').setInputFiles(await file('setup.exe', 'MZ'));
    await page.getByRole('button', { name: 'Tải lên', exact: true }).click();
    await page
      .getByText(
        new RegExp(
          String.raw`^Không nhận loại tệp này\. Nhận các loại: pdf, pptx, docx.* md; ` +
            String.raw`nội dung tệp phải đúng với đuôi tên\.$`,
        ),
      )
      .waitFor();
    watched.expectFault(/415/);
    await looksGood(page, 'material-refused-phone');
    expect(watched.faults).toEqual([]);
  });
});

describe('personal codes that can be guessed', () => {
  const FILE =
    'Mã;Họ và tên;Mã điểm cầu\n' +
    'HV1;Nguyễn Hữu Dũng;X1\n' +
    'BGDT-2026-0001;Đỗ Thị Hường;X1\n' +
    'BGDT-2026-0002;Lê Thị Lan;X1\n' +
    'K7Q2M9XZ44;Bùi Thị Yến;X1\n';
  it.each([
    ['vi', 'phone', 'light'],
    ['en', 'desk', 'dark'],
  ] as const)(
    'are warned of before the import, and replaced by a tick: %s',
    async (language, size, scheme) => {
      const { id } = await conference(`ma-yeu-${language}`);
      made(
        await app.organizer.post(pathTo(ROUTES.sites, id), { code: 'X1', name: 'Xã Một', level: 'commune' }),
      );
      const { page, faults } = await on(`ma-yeu-${language}`, 'participants', { language, size, scheme });
      await page.getByRole('button', { name: /Nhập từ tệp|Import a file/ }).click();
      await check(page, await file('ma-yeu.csv', FILE));
      await page
        .getByText(/3 mã cá nhân trong tệp dễ bị đoán|3 personal codes in the file can be guessed/)
        .waitFor();
      await page.getByText(/Xem các dòng có mã dễ đoán|See the rows whose codes can be guessed/).click();
      const rows = (await page.locator('dialog[open] details li').allTextContents()).map((text) =>
        text.replace(/\s+/g, ' ').trim(),
      );
      expect(rows[0]).toMatch(
        /^(Dòng|Row) 2: HV1 (Mã ngắn hơn 8 ký tự|The code has fewer than 8 characters)$/,
      );
      expect(rows[2]).toMatch(
        /^(Dòng|Row) 4: BGDT-2026-0002 (Mã đánh số liền nhau|The code is one of a consecutive series)$/,
      );
      await looksGood(page, `import-weak-codes-${language}-${size}`);
      await page.getByRole('checkbox', { name: /Thay các mã dễ đoán|Replace these codes/ }).check();
      await page.getByText(/^3 mã được thay$|^3 codes replaced$/).waitFor();
      expect(await page.getByRole('checkbox').isChecked()).toBe(true);
      await looksGood(page, `import-replacing-codes-${language}-${size}`);
      await page.getByRole('button', { name: /Nhập 4 dòng|Import 4 rows/ }).click();
      await page.getByText(/Đã thay 3 mã\.|3 codes replaced\./).waitFor();
      await looksGood(page, `import-replaced-codes-${language}-${size}`);
      const codes = made(
        await app.organizer.get<ListPage<Participant>>(pathTo(ROUTES.participants, id)),
      ).items.map(({ code }) => code!);
      expect(codes.filter((code) => isCodeSound(code) === true)).toHaveLength(3);
      expect(codes).toContain('K7Q2M9XZ44');
      expect(faults).toEqual([]);
    },
  );
});
