import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { AuditLine } from '../../src/contract/audit.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { colleague, ownersBrowser } from '../support/colleagues.js';
import { type Hall, made, makeHall } from '../support/hall.js';
import { closePages, colleaguesPage, signedInPage } from '../support/organizer-page.js';
import { tamper } from '../support/tampering.js';

let app: TestApp;
let browser: TestBrowser;
let hall: Hall;
beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
  hall = await makeHall(app.organizer, { sites: 2, people: 2 });
  const owner = await ownersBrowser(app);
  made(await owner.patch(pathTo(ROUTES.site, hall.sites[0]!.id), { name: 'Xã Đồng Tiến' }));
  await app.anonymous.post(pathTo(ROUTES.signIn), { login: 'ban-to-chuc', password: 'sai-mat-khau-239' });
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});
afterEach(closePages);

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

describe('the audit trail', () => {
  it('shows an owner who did what, and everything about one thing', async () => {
    const { page } = await signedInPage(browser);
    await page.locator('.account summary').click();
    await page.getByRole('link', { name: 'Nhật ký' }).click();
    await shown(page, 'Nguyên vẹn.');
    const line = page.locator('main ol li').filter({ hasText: 'Sửa điểm cầu' });
    await line.waitFor();
    expect(await line.innerText()).toContain('ban-to-chuc');
    await shown(page, 'Đăng nhập không thành công');
    await line.getByRole('button').click();
    await page.waitForURL(/object=/);
    await page.locator('main ol li strong').nth(1).waitFor();
    const acts = (await page.locator('main ol li strong').allInnerTexts()).sort();
    expect(acts).toEqual(['Sửa điểm cầu', 'Thêm điểm cầu']);
  });

  it('gives times and days in the zone of the browser, and says which', async () => {
    const { page } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/audit`);
    await shown(page, 'Europe/Berlin');
    const { items } = (await app.organizer.get<{ items: AuditLine[] }>(pathTo(ROUTES.audit))).body;
    const [change] = items.filter(({ act }) => act === 'site.changed');
    const line = page.locator('main ol li').filter({ hasText: 'Sửa điểm cầu' });
    expect(await line.locator('.at').innerText()).toBe(
      new Date(change!.at).toLocaleTimeString('vi-VN', { timeZone: 'Europe/Berlin', hourCycle: 'h23' }),
    );
    const asked = page.waitForRequest(/until=/);
    await page.locator('input[type=date]').fill('2026-11-22');
    expect(new URL((await asked).url()).searchParams.get('until')).toBe('2026-11-22T23:00:00.000Z');
  });

  it('is on no menu but an owner’s', async () => {
    await colleague(app, { login: 'ban-to-chuc-2', role: 'organizer' });
    const { page } = await colleaguesPage(browser, 'ban-to-chuc-2', '/organizer');
    await page.locator('.account summary').click();
    await page.getByRole('link', { name: 'Tài khoản của tôi' }).waitFor();
    expect(await page.getByRole('link', { name: 'Nhật ký' }).count()).toBe(0);
  });

  it.each([
    ['phone', 'vi', 'dark'],
    ['desk', 'en', 'light'],
  ] as const)('reads well on a %s, %s, %s', async (size, language, scheme) => {
    const { page } = await signedInPage(browser, { size, language, scheme });
    await page.goto(`${app.url}/organizer/audit`);
    await page.locator('main ol li').nth(2).waitFor();
    await shown(page, language === 'vi' ? 'Nguyên vẹn.' : 'Intact.');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await screenshot(page, `audit-${size}-${language}-${scheme}`);
  });

  it('says where something was changed, and goes on', async () => {
    const { page } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/audit`);
    await shown(page, 'Nguyên vẹn.');
    await tamper(app, async (db) => void (await db.query('DELETE FROM "audit_line" WHERE "seq" = 3')));
    await page.getByRole('button', { name: 'Kiểm tra ngay' }).click();
    await shown(page, 'Mất dòng 3');
    await screenshot(page, 'audit-broken');
    await page.locator('main select').nth(1).selectOption({ label: 'Nhật ký' });
    await shown(page, 'Nhật ký không còn nguyên vẹn');
  });
});
