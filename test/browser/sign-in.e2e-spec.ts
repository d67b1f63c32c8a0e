import type { Page } from 'playwright-core';
import { ORGANIZER, startTestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, TestBrowser } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';

const { browser } = await browserStories();

describe('signing in', () => {
  it('refuses a wrong password in a sentence, and forgets it', async () => {
    const watched = await browser.open('/organizer/c/bat-ky/sites', { size: 'phone' });
    const { page } = watched;
    await page.locator('input[name=login]').fill(ORGANIZER.login);
    await page.locator('input[name=password]').fill('khong-phai-mat-khau');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor();
    expect(await page.locator('input[name=password]').inputValue()).toBe('');
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
      const { page, faults } = await own.open(link, { size: 'desk' });
      await fill(page, { name: 'Nguyễn Thị Ánh', login: 'truong-ban', password: 'ba con trâu trắng' });
      expect(page.url()).not.toContain('set-up');
      await screenshot(page, 'first-set-up');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
      await page.getByText('Chưa có hội nghị nào').waitFor();
      expect(faults).toEqual([]);
      const again = await own.open(link);
      await fill(again.page, { name: 'X', login: 'khac', password: 'ba con trâu trắng' });
      await again.page.getByRole('button', { name: 'Tạo tài khoản' }).click();
      await again.page.getByText('Liên kết thiết lập không đúng').waitFor();
    } finally {
      await own.close();
      await empty.stop();
    }
  });
  async function fill(page: Page, fields: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(fields)) await page.locator(`input[name=${name}]`).fill(text);
  }
});
