import { readFile } from 'node:fs/promises';
import type { Material } from '../../src/contract/material.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, TestBrowser } from '../support/browser.js';
import { made } from '../support/hall.js';
import {
  makeConference,
  pdf,
  ready,
  sha256,
  type TraineeDay,
  traineeDay,
  WORKBOOK,
} from '../support/trainee-day.js';

let app: TestApp;
let browser: TestBrowser;

let { conference, site, person, sessions, participantsMaterial } = {} as TraineeDay;
beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);

  ({ conference, site, person, sessions, participantsMaterial } = await traineeDay(app));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

describe('the day of a trainee', () => {
  it('shows now, next and the minutes; signs in, downloads the same bytes, signs out', async () => {
    const { page, faults } = await browser.open('/');
    await ready(page);
    expect(await page.locator('.now').innerText()).toMatch(
      /Đang diễn ra\s+Tổng quan về chuyển đổi số[\s\S]*còn 2[34] phút/,
    );
    expect(await page.locator('.next').innerText()).toMatch(/Giải lao[\s\S]*sau 2[34] phút nữa/);
    expect(await page.locator('.is-running h3').allInnerTexts()).toEqual(['Tổng quan về chuyển đổi số']);
    expect(await page.locator('.is-ended h3').count()).toBe(1);
    expect(await page.locator('.is-cancelled').innerText()).toContain('Đã hủy');
    expect(await page.getByText('Dữ liệu mô phỏng').isVisible()).toBe(true);
    expect(await page.getByText('Bài tập dành cho học viên').count()).toBe(0);

    await page.getByLabel('Mã cá nhân').fill(person.code!.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText('N.T.H. · UBND xã').waitFor();
    expect(await page.locator('.signed-in').innerText()).toContain('Được tính tại Xã Đồng Tiến');
    expect(await page.content()).not.toContain('Hường');
    await screenshot(page, 'trainee-signed-in-phone');
    const link = page.getByRole('link', { name: 'Bài tập dành cho học viên' });
    await link.waitFor();
    await page.locator('.freshness', { hasText: 'Trực tiếp' }).waitFor();
    expect(await page.getByText('Hướng dẫn cán bộ điểm cầu').count()).toBe(0);

    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('bai-tap.pdf');
    expect(sha256(await readFile(await download.path()))).toBe(participantsMaterial.sha256);
    expect(await link.innerText()).toContain('đã tải');

    await page.reload();
    await page.getByText('N.T.H. · UBND xã').waitFor();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByLabel('Mã cá nhân').waitFor();
    await link.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(faults).toEqual([]);
  });

  it('shows a started session and a newer version without a reload', async () => {
    const { page, faults } = await browser.open(`/c/tap-huan#code=${person.code}`, { size: 'desk' });
    await page.getByText('N.T.H. · UBND xã').waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await page.locator('.freshness', { hasText: 'Trực tiếp' }).waitFor();
    const link = page.getByRole('link', { name: 'Bài tập dành cho học viên' });
    await Promise.all([page.waitForEvent('download'), link.click()]);
    made(
      await app.organizer.upload<Material>(
        pathTo(ROUTES.materialVersions, participantsMaterial.id),
        pdf(Buffer.concat([WORKBOOK, Buffer.from('2')]), 'bai-tap.pdf'),
      ),
    );
    await page.getByText('Có bản mới. Trên máy này là bản 1').waitFor();
    made(await app.organizer.post<Session>(pathTo(ROUTES.sessionStart, sessions[3]!.id)));
    await page.locator('.now h2', { hasText: 'phương pháp luận 2-3-5' }).waitFor();
    await screenshot(page, 'trainee-signed-in-desk');
    made(await app.organizer.post<Session>(pathTo(ROUTES.sessionEnd, sessions[3]!.id)));
    await page.locator('.now h2', { hasText: 'Tổng quan về chuyển đổi số' }).waitFor();
    made(await app.organizer.patch<Session>(pathTo(ROUTES.session, sessions[3]!.id), { status: 'planned' }));
    expect(faults).toEqual([]);
  });

  it('names a wrong code in plain words, and loses nothing', async () => {
    const { page, faults, expectFault } = await browser.open('/c/tap-huan');
    await ready(page);
    await page.getByRole('button', { name: 'Vào' }).click();
    await page.getByText('Nhập mã cá nhân trước.').waitFor();
    await page.getByLabel('Mã cá nhân').fill('KHONG-CO-MA');
    await page.getByRole('button', { name: 'Vào' }).click();
    await page.getByText('Mã không đúng hoặc đã hết hạn.').waitFor();
    expect(await page.getByLabel('Mã cá nhân').inputValue()).toBe('KHONG-CO-MA');
    expect(await accessibilityFaults(page)).toEqual([]);
    expectFault(/401/);
    expect(faults).toEqual([]);
  });

  it('ends here at once when the sign-in ends elsewhere, and hides the materials', async () => {
    const leaver = made(
      await app.organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
        siteId: site.id,
        fullName: 'Trần Văn Khách',
      }),
    );
    const { page, faults } = await browser.open(`/c/tap-huan#code=${leaver.code}`);
    await page.locator('.freshness', { hasText: 'Trực tiếp' }).waitFor();
    await page.getByText('T.V.K.').waitFor();
    expect((await app.organizer.delete(pathTo(ROUTES.participant, leaver.id))).status).toBe(204);
    await page.getByText('Phiên đăng nhập đã hết.').waitFor();
    await page.getByRole('link', { name: 'Bài tập dành cho học viên' }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  it('says offline how old its data is, and catches up by itself', async () => {
    const { page } = await browser.open('/c/tap-huan');
    await ready(page);
    await page.context().setOffline(true);
    await page.getByText('Mất kết nối. Đang hiện chương trình lúc').waitFor();
    expect(await page.locator('.session').count()).toBe(5);
    await screenshot(page, 'trainee-offline');
    await page.context().setOffline(false);
    await page.getByText('Cập nhật lúc').waitFor();
  });

  it('switches to English and remembers it', async () => {
    const { page, faults } = await browser.open('/');
    await ready(page);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Programme' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.locator('.now').innerText()).toMatch(/2[0-4] min left/);
    await page.reload();
    await page.getByRole('heading', { name: 'Programme' }).waitFor();
    await page.getByRole('combobox').selectOption('dark');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(faults).toEqual([]);
  });
});

describe('several conferences', () => {
  it('open the running one at once with links to the others; two running ones are a list', async () => {
    await makeConference(app, {
      slug: 'ky-sau',
      title: 'Kỳ sau',
      status: 'open',
      startsOn: '2026-12-01',
      endsOn: '2026-12-02',
    });
    const { page, faults } = await browser.open('/');
    await ready(page);
    expect(await page.locator('h1').innerText()).toBe(conference.title);
    await page.getByRole('link', { name: 'Các hội nghị' }).click();
    await page.getByRole('link', { name: /Kỳ sau/ }).waitFor();
    await ready(page);
    expect(await page.locator('.conferences .title').allInnerTexts()).toEqual([conference.title, 'Kỳ sau']);
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'trainee-conferences');
    await page.getByRole('link', { name: /Kỳ sau/ }).click();
    await page.getByText('Ban tổ chức chưa công bố chương trình.').waitFor();
    expect(await page.getByText('Chưa có tài liệu nào được phát hành.').isVisible()).toBe(true);
    await ready(page);
    await screenshot(page, 'trainee-empty');
    await makeConference(app, { slug: 'song-song', title: 'Song song' });
    await page.goto(`${app.url}/`);
    await page.getByRole('link', { name: /Song song/ }).waitFor();
    expect(faults).toEqual([]);
  });
});
