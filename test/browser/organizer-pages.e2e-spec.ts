import type { Page } from 'playwright-core';
import type { Conference } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Session } from '../../src/contract/schedule.js';
import type { Site } from '../../src/contract/site.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const SLUG = 'tap-huan-chuyen-doi-so';
const at = (section: string): string => `/organizer/c/${SLUG}/${section}`;
let app: TestApp;
let browser: TestBrowser;

beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
  await somethingOnEachPage();
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
afterEach(closePages);

async function somethingOnEachPage(): Promise<void> {
  const { organizer } = app;
  const { id } = made(
    await organizer.post<Conference>(pathTo(ROUTES.conferences), {
      title: 'Tập huấn chuyển đổi số',
      slug: SLUG,
      startsOn: '2026-12-01',
      endsOn: '2026-12-01',
      status: 'live',
    }),
  );
  const district = { code: 'LN', name: 'Huyện Lục Ngạn', level: 'district', expected: 20 };
  const above = made(await organizer.post<Site>(pathTo(ROUTES.sites, id), district));
  const commune = { code: 'LN01', name: 'Xã Đèo Gia', level: 'commune', expected: 12, parentId: above.id };
  const { id: siteId } = made(await organizer.post<Site>(pathTo(ROUTES.sites, id), commune));
  const person = { siteId, fullName: 'Nguyễn Hữu Dũng', unit: 'UBND xã Đèo Gia', position: 'Chủ tịch' };
  made(await organizer.post(pathTo(ROUTES.participants, id), person));
  const session = made(
    await organizer.post<Session>(pathTo(ROUTES.sessions, id), {
      title: 'Phương pháp luận 2-3-5',
      startsAt: '2026-12-01T01:00:00.000Z',
      endsAt: '2026-12-01T02:15:00.000Z',
      speakers: [{ name: 'Hồ Tú Bảo', title: 'GS.', affiliation: 'VIASM' }],
    }),
  );
  const checkpoint = { name: 'Khai mạc', opensAt: '2026-11-20T00:30:00.000Z', sessionId: session.id };
  made(await organizer.post(pathTo(ROUTES.checkpoints, id), checkpoint));
  const content = new TextEncoder().encode('%PDF-1.4\nmột');
  const file = { name: 'Bài giảng 2-3-5.pdf', type: 'application/pdf', content };
  const material = { title: 'Bài giảng 2-3-5', audience: 'coordinators' };
  made(await organizer.upload(pathTo(ROUTES.materials, id), file, material));
  made(await organizer.post(pathTo(ROUTES.viewers, id), { name: 'Hội trường tỉnh' }));
}

describe('every page', () => {
  const SECTIONS = [
    'home',
    'sites',
    'participants',
    'checkpoints',
    'schedule',
    'materials',
    'announcements',
    'speaking',
    'reports',
    'data',
    'pairing',
    'readiness',
    'settings',
    'parts',
    'webhooks',
  ];
  for (const [size, language, scheme] of [
    ['desk', 'vi', 'light'],
    ['phone', 'vi', 'dark'],
    ['phone', 'en', 'light'],
    ['desk', 'en', 'dark'],
  ] as const)
    it(`is for everybody: ${size}, ${language}, ${scheme}`, async () => {
      const { page, faults } = await signedInPage(browser, { size, language, scheme });
      await look(page, `conferences-${size}-${language}-${scheme}`);
      for (const section of SECTIONS) {
        await page.goto(app.url + at(section));
        await page.locator('main h1').waitFor();
        await page.locator('main .rows, main form, main .line, main .soft').first().waitFor();
        await look(page, `${section}-${size}-${language}-${scheme}`);
      }
      expect(faults).toEqual([]);
    }, 180_000);

  async function look(page: Page, name: string): Promise<void> {
    await screenshot(page, name);
    expect({ name, faults: await accessibilityFaults(page) }).toEqual({ name, faults: [] });
    expect({ name, sideways: await sidewaysScroll(page) }).toEqual({ name, sideways: 0 });
  }
});
