import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { Conference } from '../../src/contract/conference.js';
import type { Material } from '../../src/contract/material.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Site } from '../../src/contract/site.js';
import { startTestApp, type TestApp } from '../support/app.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  TestBrowser,
} from '../support/browser.js';
import { made } from '../support/hall.js';
import { NASTY, traineePlan } from '../support/trainee-plan.js';

const slides = randomBytes(300_000);
const workbook = Buffer.from(`%PDF-1.4\n${'Bài tập nhóm '.repeat(500)}`);

let app: TestApp;
let browser: TestBrowser;
let conference: Conference;
let site: Site;
let person: Participant;
let sessions: Session[];
let publicMaterial: Material;
let participantsMaterial: Material;

const pdf = (content: Buffer, name: string) => ({
  name,
  type: 'application/pdf',
  content: new Uint8Array(content),
});

async function makeConference(fields: Partial<Conference> & { slug: string }): Promise<Conference> {
  return made(
    await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
      title: 'Tập huấn kiến thức cơ bản về chuyển đổi số',
      startsOn: '2026-11-23',
      endsOn: '2026-11-23',
      status: 'live',
      ...fields,
    }),
  );
}
async function upload(content: Buffer, name: string, fields: Record<string, string>): Promise<Material> {
  return made(
    await app.organizer.upload<Material>(pathTo(ROUTES.materials, conference.id), pdf(content, name), fields),
  );
}

beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
  conference = await makeConference({ slug: 'tap-huan', simulated: true });
  site = made(
    await app.organizer.post<Site>(pathTo(ROUTES.sites, conference.id), {
      code: 'X01',
      name: 'Xã Đồng Tiến',
    }),
  );
  person = made(
    await app.organizer.post<Participant>(pathTo(ROUTES.participants, conference.id), {
      siteId: site.id,
      fullName: 'Nguyễn Thị Hường',
      unit: 'UBND xã',
    }),
  );
  sessions = [];
  for (const fields of traineePlan())
    sessions.push(made(await app.organizer.post<Session>(pathTo(ROUTES.sessions, conference.id), fields)));
  made(await app.organizer.patch<Session>(pathTo(ROUTES.session, sessions[4]!.id), { status: 'cancelled' }));
  publicMaterial = await upload(
    Buffer.concat([Buffer.from('%PDF-1.4\n'), slides]),
    'Tổng quan chuyển đổi số.pdf',
    {
      title: 'Bài trình bày: Tổng quan',
      audience: 'public',
      sessionId: sessions[1]!.id,
    },
  );
  participantsMaterial = await upload(workbook, 'bai-tap.pdf', {
    title: 'Bài tập dành cho học viên',
    audience: 'participants',
  });
  await upload(workbook, 'huong-dan.pdf', { title: 'Hướng dẫn cán bộ điểm cầu', audience: 'coordinators' });
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
/** The script is there when the theme can be chosen: the first HTML has no such thing. */
const ready = (page: Page): Promise<void> => page.getByRole('combobox').waitFor();

describe('without any script', () => {
  it('the page says the day, and each public material is a link to the file', async () => {
    const { page, faults } = await browser.open('/', { script: false });
    expect(await page.locator('h1').innerText()).toBe(conference.title);
    expect(await page.locator('.now h2').innerText()).toBe('Tổng quan về chuyển đổi số');
    expect(await page.locator('.next').innerText()).toContain('Giải lao');
    expect(await page.locator('.session h3').allInnerTexts()).toEqual([
      ...sessions.slice(0, 4).map(({ title }) => title),
      NASTY,
    ]);
    expect(await page.locator('.session').nth(3).innerText()).toContain('GS. Hồ Tú Bảo, VIASM');
    const link = page.getByRole('link', { name: 'Bài trình bày: Tổng quan' });
    expect(await link.innerText()).toContain('PDF · 300 kB');
    const file = Buffer.from(await (await fetch(app.url + (await link.getAttribute('href')))).arrayBuffer());
    expect(sha256(file)).toBe(publicMaterial.sha256);
    expect(await page.content()).not.toContain('Bài tập dành cho học viên');
    expect(await page.getByRole('button', { name: 'Vào' }).isDisabled()).toBe(true);
    expect(await (await fetch(`${app.url}/`)).text()).toContain(
      '<noscript><p class="hint">Nhập mã cần bật JavaScript',
    );
    expect(await sidewaysScroll(page)).toBe(0);
    await screenshot(page, 'trainee-no-script');
    expect(faults).toEqual([]);
  });

  it('/c/:slug is the same page, ?lang=en is English, and times are those of the conference', async () => {
    const { page } = await browser.open('/c/tap-huan?lang=en', { script: false });
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('heading', { name: 'Programme' }).isVisible()).toBe(true);
    const time = new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Asia/Ho_Chi_Minh',
    }).format(new Date(sessions[0]!.startsAt));
    expect(await page.locator('.session time').first().innerText()).toBe(time);
  });

  it('an answer is 304 while nothing has changed, and another one as soon as something has', async () => {
    const first = await fetch(`${app.url}/c/tap-huan`);
    const tag = { 'if-none-match': first.headers.get('etag')! };
    expect((await fetch(`${app.url}/c/tap-huan`, { headers: tag })).status).toBe(304);
    made(
      await app.organizer.patch<Session>(pathTo(ROUTES.session, sessions[0]!.id), {
        title: 'Khai mạc hội nghị',
      }),
    );
    const changed = await fetch(`${app.url}/c/tap-huan`, { headers: tag });
    expect([changed.status, (await changed.text()).includes('Khai mạc hội nghị')]).toEqual([200, true]);
  });

  it('a draft has no page', async () => {
    await makeConference({ slug: 'chua-mo', title: 'Chưa mở', status: 'draft' });
    expect((await fetch(`${app.url}/c/chua-mo`)).status).toBe(404);
    expect(await (await fetch(`${app.url}/?all`)).text()).not.toContain('Chưa mở');
  });
});

describe('the day of a trainee', () => {
  it('sees now, next and the minutes; signs in; downloads the very bytes; signs out', async () => {
    const { page, faults } = await browser.open('/');
    await ready(page);
    expect(await page.locator('.now').innerText()).toMatch(
      /Đang diễn ra\s+Tổng quan về chuyển đổi số[\s\S]*còn 2[34] phút/,
    );
    expect(await page.locator('.next').innerText()).toMatch(/Giải lao[\s\S]*sau 2[34] phút nữa/);
    expect(await page.locator('.is-running h3').allInnerTexts()).toEqual(['Tổng quan về chuyển đổi số']);
    expect(await page.locator('.is-ended h3').count()).toBe(1);
    expect(await page.locator('.is-cancelled').innerText()).toContain('Đã huỷ');
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

  it('a session that starts, and a newer version, arrive without a reload', async () => {
    const { page, faults } = await browser.open(`/c/tap-huan#code=${person.code}`, { size: 'desk' });
    await page.getByText('N.T.H. · UBND xã').waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await page.locator('.freshness', { hasText: 'Trực tiếp' }).waitFor();
    const link = page.getByRole('link', { name: 'Bài tập dành cho học viên' });
    await Promise.all([page.waitForEvent('download'), link.click()]);
    made(
      await app.organizer.upload<Material>(
        pathTo(ROUTES.materialVersions, participantsMaterial.id),
        pdf(Buffer.concat([workbook, Buffer.from('2')]), 'bai-tap.pdf'),
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

  it('a wrong code is told in plain words, and nothing is lost', async () => {
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

  it('a sign-in that is ended elsewhere ends here at once, with a sentence and without the materials', async () => {
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

  it('without a network it says how old the day is, and catches up by itself', async () => {
    const { page } = await browser.open('/c/tap-huan');
    await ready(page);
    await page.context().setOffline(true);
    await page.getByText('Mất kết nối. Đang hiện chương trình lúc').waitFor();
    expect(await page.locator('.session').count()).toBe(5);
    await screenshot(page, 'trainee-offline');
    await page.context().setOffline(false);
    await page.getByText('Cập nhật lúc').waitFor();
  });

  it('speaks English by a switch and remembers it', async () => {
    const { page, faults } = await browser.open('/');
    await ready(page);
    await page.getByRole('button', { name: 'English' }).click();
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

describe('how it is built', () => {
  const looks: [string, PageOptions][] = [
    ['phone-vi-light', {}],
    ['phone-en-dark', { language: 'en', scheme: 'dark' }],
    ['desk-vi-dark', { size: 'desk', scheme: 'dark' }],
    ['desk-en-light', { size: 'desk', language: 'en' }],
    ['wall-vi-light', { size: 'wall' }],
  ];
  it.each(looks)('%s: clean to axe, nothing scrolls sideways, nothing reported', async (name, options) => {
    const { page, faults } = await browser.open('/c/tap-huan', options);
    await ready(page);
    await screenshot(page, `trainee-${name}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each(['vi', 'en'] as const)('the script says the same as the first HTML (%s)', async (language) => {
    const texts = async (script: boolean): Promise<string[]> => {
      const { page } = await browser.open(`/c/tap-huan?lang=${language}`, { script });
      if (script) await ready(page);
      return page
        .locator(
          'h1, h2, h3, .soft:not(.next *), .label, .hint:not(noscript *), .who, .abstract, .status, .time, .jump a, .more a, .material, .mark, .choices, .simulated, .when .number:first-child',
        )
        .allInnerTexts();
    };
    const first = await texts(false);
    expect(first.length).toBeGreaterThan(30);
    expect(await texts(true)).toEqual(first);
  });

  it('nothing jumps when the script takes over', async () => {
    const { page } = await browser.open('/nowhere');
    await page.addInitScript({
      content: `window.shifts = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; }).observe({ type: 'layout-shift', buffered: true });`,
    });
    await page.goto(`${app.url}/c/tap-huan`);
    await ready(page);
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate('window.shifts')).toBeLessThan(0.02);
  });
});

describe('several conferences', () => {
  it('the one that runs opens at once, the others are a link away; two that run are a list', async () => {
    await makeConference({
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
    await makeConference({ slug: 'song-song', title: 'Song song' });
    await page.goto(`${app.url}/`);
    await page.getByRole('link', { name: /Song song/ }).waitFor();
    expect(faults).toEqual([]);
  });
});
