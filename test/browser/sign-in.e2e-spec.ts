import type { Page } from 'playwright-core';
import { ORGANIZER, startTestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, TestBrowser } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { browser } = await browserStories();
afterEach(closePages);

async function shownAndHidden(page: Page): Promise<void> {
  const type = (): Promise<string | null> => page.locator('input[name=password]').getAttribute('type');
  expect(await type()).toBe('password');
  await page.getByRole('button', { name: 'Hiện mật khẩu' }).click();
  expect(await type()).toBe('text');
  await page.getByRole('button', { name: 'Ẩn mật khẩu' }).click();
  expect(await type()).toBe('password');
}

describe('signing in', () => {
  it('signs out of the list of conferences without a word of a sign-in that ended', async () => {
    const { page, faults } = await signedInPage(browser);
    const isLive = page
      .waitForEvent('websocket')
      .then((socket) =>
        socket.waitForEvent('framereceived', ({ payload }) => String(payload).startsWith('40')),
      );
    await page.reload();
    await isLive;
    await page.locator('header .account summary').click();
    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.locator('input[name=password]').waitFor();
    expect(await page.getByText('Phiên đăng nhập đã kết thúc').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('refuses a wrong password in a sentence, and forgets it', async () => {
    const watched = await browser.open('/organizer/c/bat-ky/sites', { size: 'phone' });
    const { page } = watched;
    await page.locator('input[name=login]').fill(ORGANIZER.login);
    await page.locator('input[name=password]').fill('khong-phai-mat-khau');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor();
    expect(await page.locator('input[name=password]').inputValue()).toBe('');
    await shownAndHidden(page);
    await screenshot(page, 'sign-in-phone');
    expect(await accessibilityFaults(page)).toEqual([]);
    watched.expectFault(/401/);
    expect(watched.faults).toEqual([]);
  });
});

describe('the first organizer', () => {
  it('is made through the one-time link, which leaves the address at once and works once', async () => {
    const empty = await startTestApp({ ORGANIZER_LOGIN: '', ORGANIZER_PASSWORD: '' });
    const own = await TestBrowser.launch(empty);
    try {
      const link = empty.setUpLink!.slice(empty.url.length);
      const watched = await own.open(link, { size: 'desk' });
      const { page } = watched;
      await fill(page, { name: 'Nguyễn Thị Ánh', login: 'truong-ban' });
      expect(page.url()).not.toContain('set-up');
      await shownAndHidden(page);
      await fill(page, { login: 'trưởng ban', password: 'ba con trâu trắng' });
      await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
      expect(await page.locator('input[name=login]:invalid').count()).toBe(1);
      await fill(page, { login: 'truong-ban' });
      for (const [password, weakness] of [
        ['ngắn quá', 'Mật khẩu quá ngắn: cần ít nhất 12 ký tự.'],
        ['quá dài '.repeat(17), 'Mật khẩu quá dài: nhiều nhất 128 ký tự.'],
        ['Mật khẩu 2026', 'Mật khẩu quá dễ đoán'],
      ] as const) {
        await fill(page, { password });
        await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
        await page.getByRole('alert').filter({ hasText: weakness }).waitFor();
      }
      watched.expectFault(/422/);
      await screenshot(page, 'first-set-up');
      expect(await accessibilityFaults(page)).toEqual([]);
      await fill(page, { password: 'ba con trâu trắng' });
      await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
      await page.getByText('Chưa có hội nghị nào').waitFor();
      expect(watched.faults).toEqual([]);
      const again = await own.open(link, { scheme: 'dark', language: 'en' });
      await again.page.getByText('This set-up link has been used or is wrong.').waitFor();
      await screenshot(again.page, 'set-up-used');
      expect(await accessibilityFaults(again.page)).toEqual([]);
      expect(await again.page.locator('input[name=name]').count()).toBe(0);
      expect(again.page.url()).not.toContain('set-up');
      await fill(again.page, { login: 'truong-ban', password: 'ba con trâu trắng' });
      await again.page.getByRole('button', { name: 'Sign in' }).click();
      await again.page.getByText('There is no conference yet').waitFor();
    } finally {
      await own.close();
      await empty.stop();
    }
  });
  async function fill(page: Page, fields: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(fields)) await page.locator(`input[name=${name}]`).fill(text);
  }
});
