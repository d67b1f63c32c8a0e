import { readFile } from 'node:fs/promises';
import type { Checkpoint, Conference } from '../../src/contract/conference.js';
import type { Material } from '../../src/contract/material.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  TestBrowser,
  type WatchedPage,
} from '../support/browser.js';
import { chooseFile, fileOf } from '../support/chosen-files.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const SLUG = 'tap-huan-chuyen-doi-so';
const at = (section: string): string => `/organizer/c/${SLUG}/${section}`;
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

async function on(section: string, options: PageOptions = {}): Promise<WatchedPage> {
  const watched = await signedInPage(browser, options);
  await watched.page.goto(app.url + at(section));
  await watched.page.locator('main h1').waitFor();
  return watched;
}
const conference = async (): Promise<Conference> =>
  made(await app.organizer.get<Conference>(pathTo(ROUTES.conference, SLUG)));
const listed = async <T>(path: string): Promise<T[]> =>
  made(await app.organizer.get<ListPage<T>>(`${path}?limit=500`)).items;

describe('coming in', () => {
  it('signs in, creates a conference with its short address, and leads on by its checklist', async () => {
    const { page, faults } = await signedInPage(browser);
    await page.getByText('Chưa có hội nghị nào').waitFor();
    await page.getByRole('button', { name: 'Tạo hội nghị' }).click();
    await page.locator('input[name=title]').fill('Tập huấn chuyển đổi số');
    expect(await page.locator('input[name=slug]').inputValue()).toBe(SLUG);
    await page.locator('input[name=startsOn]').fill('2026-12-01');
    await page.locator('input[name=endsOn]').fill('2026-12-01');
    await screenshot(page, 'conference-form');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.waitForURL(`**${at('home')}`);
    await page.locator('[data-step=sites] a.primary').click();
    await page.locator('dialog[open] input[type=file]').waitFor({ state: 'attached' });
    expect(faults).toEqual([]);
  });

  it('stays signed in after a reload, signs out, and then shows nothing', async () => {
    const { page, faults } = await on('settings');
    await page.reload();
    await page.locator('input[name=slug]').waitFor();
    await page.locator('header .account summary').click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.locator('input[name=password]').waitFor();
    expect(await page.getByText('Tập huấn').count()).toBe(0);
    expect(faults).toEqual([]);
  });
});

describe('importing', () => {
  const SITES = 'Mã;Tên điểm cầu;Cấp;Mã cấp trên;Số người dự kiến;Đầu mối;Điện thoại\n';
  const GOOD =
    'LN;Huyện Lục Ngạn;district;;20;Đỗ Thị Phượng;0204 3854 923\n' +
    'LN01;Xã Đèo Gia;commune;LN;12;;\n' +
    'LN02;Thị trấn Chũ;township;LN;;Ngô Văn Ậ;\n';

  it('reports a fault by row, column and message, and imports nothing', async () => {
    const { page, faults } = await on('sites');
    await page.getByRole('button', { name: 'Nhập từ tệp' }).click();
    await chooseFile(page, fileOf('loi.csv', `${SITES}${GOOD}LN03;;commune;LN;mười;;\n`));
    await page.getByText(/Có \d+ lỗi, chưa nhập gì cả/).waitFor();
    const rows = await page.locator('dialog[open] tbody tr').allTextContents();
    expect(rows.some((row) => /^\s*5\s*Tên điểm cầu\s*Ô này không được để trống/.test(row))).toBe(true);
    expect(rows.some((row) => /^\s*5\s*Số người dự kiến\s*Phải là một số/.test(row))).toBe(true);
    await screenshot(page, 'import-faults');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await listed(pathTo(ROUTES.sites, (await conference()).id))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('imports the corrected file after a dry run, and says that a repetition changes nothing', async () => {
    const { page, faults } = await on('sites');
    const path = fileOf('diem-cau.csv', SITES + GOOD);
    await page.getByRole('button', { name: 'Nhập từ tệp' }).click();
    await chooseFile(page, path);
    await page.getByText('3 dòng mới').waitFor();
    expect(await listed(pathTo(ROUTES.sites, (await conference()).id))).toEqual([]);
    await page.getByRole('button', { name: 'Nhập 3 dòng' }).click();
    await page.getByText('Đã nhập xong.').waitFor();
    await screenshot(page, 'import-done');
    await chooseFile(page, path);
    await page.getByText('không có gì để nhập').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('3 điểm cầu, dự kiến 32 người').waitFor();
    await page.getByRole('button', { name: 'Mở các điểm cầu thuộc Huyện Lục Ngạn' }).click();
    await page.getByText('Thị trấn Chũ').waitFor();
    expect(faults).toEqual([]);
  });

  it('imports people, and finds them without diacritics', async () => {
    const { page, faults } = await on('participants');
    await page.getByRole('button', { name: 'Nhập từ tệp' }).click();
    await chooseFile(
      page,
      fileOf(
        'dai-bieu.csv',
        'Họ và tên,Đơn vị,Chức vụ,Mã điểm cầu,Hình thức\n' +
          'Nguyễn Hữu Dũng,UBND xã Đèo Gia,Chủ tịch,LN01,in_person\n' +
          'Đỗ Thị Hường,UBND huyện,Chuyên viên,LN,online\n',
      ),
    );
    await page.getByRole('button', { name: 'Nhập 2 dòng' }).click();
    await page.getByText('Đã nhập xong.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel(/Tìm tên, mã/).fill('nguyen huu dung');
    await page.getByText('Đang hiện 1 người').waitFor();
    expect(await page.locator('.rows strong').allTextContents()).toEqual(['Nguyễn Hữu Dũng']);
    expect(faults).toEqual([]);
  });

  it('says in a sentence that a file is no table', async () => {
    const watched = await on('sites');
    await watched.page.getByRole('button', { name: 'Nhập từ tệp' }).click();
    await chooseFile(watched.page, fileOf('anh.xlsx', 'not a workbook at all'));
    await watched.page.locator('dialog[open] [role=alert]').waitFor();
    watched.expectFault(/4\d\d/);
    expect(watched.faults).toEqual([]);
  });
});

describe('setting up by hand', () => {
  it('adds, changes and deletes a site', async () => {
    const watched = await on('sites');
    const { page } = watched;
    await page.getByRole('button', { name: 'Thêm điểm cầu' }).click();
    await page.locator('input[name=code]').fill('LN01');
    await page.locator('input[name=name]').fill('Sở Y tế');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.locator('dialog[open] [role=alert]').waitFor();
    watched.expectFault(/409/);
    await page.locator('input[name=code]').fill('SYT');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('button', { name: 'Sửa: Sở Y tế' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('input[name=contactPhone]').fill('0204 3 854 000');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('0204 3 854 000').waitFor();
    await page.getByRole('button', { name: 'Sửa: Sở Y tế' }).click();
    await page.getByRole('button', { name: 'Xóa' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Xóa' }).click();
    await page.getByText('Sở Y tế').first().waitFor({ state: 'detached' });
    expect(watched.faults).toEqual([]);
  });

  it('adds a participant with a generated code', async () => {
    const { page, faults } = await on('participants');
    await page.getByRole('button', { name: 'Thêm đại biểu' }).click();
    await page.locator('input[name=fullName]').fill('Thân Văn Ngọc');
    await page.locator('select[name=siteId]').selectOption({ label: 'Xã Đèo Gia' });
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByRole('button', { name: 'Sửa: Thân Văn Ngọc' }).waitFor();
    const people = await listed<Participant>(pathTo(ROUTES.participants, (await conference()).id));
    expect(people.find((person) => person.fullName === 'Thân Văn Ngọc')).toMatchObject({
      unit: null,
      phone: null,
    });
    expect(faults).toEqual([]);
  });

  it('reads times in the conference’s zone, in every zone of the browser', async () => {
    const { page, faults } = await on('schedule');
    await page.getByRole('button', { name: 'Thêm phiên' }).click();
    await page.locator('input[name=title]').fill('Phương pháp luận 2-3-5');
    await page.locator('input[name=startsAt]').fill('2026-12-01T08:00');
    await page.locator('input[name=endsAt]').fill('2026-12-01T09:15');
    await page.locator('textarea[name=speakers]').fill('GS. | Hồ Tú Bảo | VIASM');
    await screenshot(page, 'session-form');
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('GS. Hồ Tú Bảo, VIASM').waitFor();
    const { id } = await conference();
    const [session] = await listed<Session>(pathTo(ROUTES.sessions, id));
    expect(session).toMatchObject({
      startsAt: '2026-12-01T01:00:00.000Z',
      endsAt: '2026-12-01T02:15:00.000Z',
      speakers: [{ name: 'Hồ Tú Bảo', title: 'GS.', affiliation: 'VIASM' }],
    });
    await page.goto(app.url + at('checkpoints'));
    await page.getByRole('button', { name: 'Thêm mốc' }).click();
    await page.locator('input[name=name]').fill('Khai mạc');
    await page.locator('input[name=opensAt]').fill('2026-11-20T07:30');
    await page.locator('input[name=closesAt]').fill('2026-12-01T08:30');
    await page.locator('select[name=sessionId]').selectOption(session!.id);
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('mở 07:30 20/11/2026').waitFor();
    const [checkpoint] = await listed<Checkpoint>(pathTo(ROUTES.checkpoints, id));
    expect(checkpoint).toMatchObject({
      opensAt: '2026-11-20T00:30:00.000Z',
      closesAt: '2026-12-01T01:30:00.000Z',
      sessionId: session!.id,
    });
    expect(faults).toEqual([]);
  });

  it('starts and ends a session', async () => {
    const { page, faults } = await on('schedule');
    await page.getByRole('button', { name: /^Bắt đầu phiên/ }).click();
    await page.getByRole('button', { name: /^Kết thúc phiên/ }).click();
    await page.getByText('đã kết thúc').waitFor();
    expect(faults).toEqual([]);
  });

  it('shows at once what another organizer changes in the schedule', async () => {
    const { page, faults } = await on('schedule');
    const title = 'Phương pháp luận 2-3-5';
    await page.getByText(title).waitFor();
    const [session] = await listed<Session>(pathTo(ROUTES.sessions, (await conference()).id));
    const rename = async (next: string): Promise<void> => {
      made(await app.organizer.patch(pathTo(ROUTES.session, session!.id), { title: next }));
      await page.getByText(next).waitFor();
    };
    await rename('Phần hai của buổi sáng');
    await rename(title);
    expect(faults).toEqual([]);
  });

  it('uploads a material, a new version of it, and deletes it', async () => {
    const { page, faults } = await on('materials');
    await page.getByRole('button', { name: 'Tải tài liệu lên' }).click();
    await page.locator('input[type=file]').setInputFiles(fileOf('Bài giảng 2-3-5.pdf', '%PDF-1.4\nmột'));
    expect(await page.locator('input[name=title]').inputValue()).toBe('Bài giảng 2-3-5');
    await page.locator('select[name=audience]').selectOption('coordinators');
    await page.getByRole('button', { name: 'Tải lên' }).click();
    await page.getByText('· bản 1 ·').waitFor();
    await page.getByRole('button', { name: 'Sửa: Bài giảng 2-3-5' }).click();
    await page.locator('input[type=file]').setInputFiles(fileOf('Bài giảng mới.pdf', '%PDF-1.4\nhai hai'));
    await page.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('· bản 2 ·').waitFor();
    const [material] = await listed<Material>(pathTo(ROUTES.materials, (await conference()).id));
    expect(material).toMatchObject({
      title: 'Bài giảng 2-3-5',
      audience: 'coordinators',
      version: 2,
      releaseAt: null,
    });
    expect(faults).toEqual([]);
  });

  it('changes the conference, and makes a wall’s link that is shown once', async () => {
    const { page, faults } = await on('settings');
    const form = page.locator('form', { has: page.locator('input[name=slug]') });
    await form.locator('input[name=title]').fill('Tập huấn 2026');
    await form.getByRole('button', { name: 'Lưu' }).click();
    await page.getByText('Đã lưu').waitFor();
    expect(await conference()).toMatchObject({ title: 'Tập huấn 2026', timezone: 'Asia/Ho_Chi_Minh' });
    await page.getByLabel('Tên màn hình').fill('Hội trường tỉnh');
    await page.getByRole('button', { name: 'Tạo liên kết' }).click();
    await page.getByText(/\/organizer#view=/).waitFor();
    await page.reload();
    await page.getByText('Hội trường tỉnh').waitFor();
    expect(await page.getByText(/#view=/).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('downloads the reports', async () => {
    const { page, faults } = await on('reports');
    const [xlsx] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /Excel/ }).click(),
    ]);
    expect((await readFile(await xlsx.path())).subarray(0, 2).toString()).toBe('PK');
    const [pdf] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải PDF' }).click(),
    ]);
    expect((await readFile(await pdf.path())).subarray(0, 5).toString()).toBe('%PDF-');
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Tải CSV' }).click(),
    ]);
    expect(await readFile(await csv.path(), 'utf8')).toContain('Nguyễn Hữu Dũng');
    expect(faults).toEqual([]);
  });
});
