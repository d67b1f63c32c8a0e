import type { Page } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { makeHall } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const openPairing = async (page: Page, { url, organizer }: TestApp): Promise<void> => {
  const { conference } = await makeHall(organizer, { sites: 1, people: 0 });
  await page.goto(`${url}/organizer/c/${conference.slug}/pairing`);
  await page.getByRole('button', { name: /^(Tạo phiếu ghép nối|Make the pairing sheets)$/ }).click();
  await page.locator('[data-sheet]').waitFor();
};
const warning = (page: Page) => page.getByText('PUBLIC_URL');

describe('an address that no other machine opens', () => {
  it('is warned of before pairing sheets are printed, on the screen alone', async () => {
    const { page, faults } = await signedInPage(browser, { size: 'phone' });
    await openPairing(page, app);
    expect(await page.getByRole('alert').textContent()).toContain(
      `dẫn tới ${app.url}: chỉ mở được trên chính máy đang chạy dịch vụ`,
    );
    await screenshot(page, 'address-pairing-phone');
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await warning(page).isVisible()).toBe(false);
    expect(await page.locator('[data-sheet]').isVisible()).toBe(true);
    expect(faults).toEqual([]);
  });

  it('is warned of where a view link is made, and where a site’s device is paired', async () => {
    const { conference, sites } = await makeHall(app.organizer, { sites: 1, people: 0 });
    const { page, faults } = await signedInPage(browser, { scheme: 'dark', language: 'en' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/settings`);
    await page.getByRole('button', { name: 'Make a link' }).waitFor();
    expect(await warning(page).count()).toBe(0);
    await page.getByLabel('Name of the screen').fill('Hội trường');
    await page.getByRole('button', { name: 'Make a link' }).click();
    expect(await page.getByRole('alert').textContent()).toContain(
      `lead to ${app.url}, which opens only on the machine that runs the service`,
    );
    await screenshot(page, 'address-settings-dark');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.goto(`${app.url}/organizer/c/${conference.slug}/board?site=${sites[0]!.id}`);
    await page.getByRole('button', { name: 'Make a new pairing code' }).click();
    await page.getByRole('dialog').getByRole('alert').getByText('PUBLIC_URL').waitFor();
    await screenshot(page, 'address-device-dark');
    expect(faults).toEqual([]);
  });
});

describe('an address that all machines open', () => {
  it.each([
    ['http://cau.example:8080', 'Địa chỉ http://cau.example:8080 không phải https'],
    ['https://cau.example', null],
  ])('PUBLIC_URL %s: says %s on the pairing page, and nothing about a view link', async (publicUrl, said) => {
    const reached = await startTestApp({ PUBLIC_URL: publicUrl });
    const there = await TestBrowser.launch(reached);
    try {
      const { page, faults } = await signedInPage(there);
      await openPairing(page, reached);
      expect(await page.locator('[data-sheet] .address').textContent()).toBe(`${publicUrl}/console`);
      expect(
        (await warning(page).allTextContents()).map((text) => text.startsWith(said ?? 'nothing')),
      ).toEqual(said ? [true] : []);
      await screenshot(page, `address-pairing-${said ? 'http' : 'https'}`);
      await page.getByRole('link', { name: 'Cài đặt' }).click();
      await page.getByLabel('Tên màn hình').fill('Hội trường');
      await page.getByRole('button', { name: 'Tạo liên kết' }).click();
      await page.getByText(`${publicUrl}/organizer#view=`).waitFor();
      expect(await warning(page).count()).toBe(0);
      // As where the page came without https: the browser has no clipboard for it.
      await page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`);
      await page.getByRole('button', { name: 'Chép liên kết' }).click();
      const byHand = page.getByLabel('Trình duyệt không cho trang này sao chép');
      expect(await byHand.inputValue()).toContain(`${publicUrl}/organizer#view=`);
      await screenshot(page, `copy-by-hand-${said ? 'http' : 'https'}`);
      expect(faults).toEqual([]);
    } finally {
      await closePages();
      await there.close();
      await reached.stop();
    }
  });
});

describe('a proxy that TRUST_PROXY does not name', () => {
  it.each([
    ['vi', 'desk', 'Có yêu cầu đến qua máy chủ trung gian (proxy) 127.0.0.1 nhưng TRUST_PROXY còn để trống'],
    ['en', 'phone', 'Requests come through a proxy at 127.0.0.1, but TRUST_PROXY is empty'],
  ] as const)(
    'is told on the organizers’ pages once it was met, and what to do: %s',
    async (language, size, said) => {
      const proxied = await startTestApp();
      const there = await TestBrowser.launch(proxied);
      try {
        const { page, faults } = await signedInPage(there, { language, size });
        await page.locator('main .head').waitFor();
        expect(await page.getByText('TRUST_PROXY').count()).toBe(0);
        await proxied.anonymous.get('/health/live', { 'x-forwarded-for': '198.51.100.7' });
        await page.reload();
        await page.getByText(said).waitFor();
        const { conference } = await makeHall(proxied.organizer, { sites: 1, people: 0 });
        await page.goto(`${proxied.url}/organizer/c/${conference.slug}/sites`);
        await page.getByText(said).waitFor();
        await screenshot(page, `proxy-notice-${language}-${size}`);
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await sidewaysScroll(page)).toBe(0);
        expect(faults).toEqual([]);
      } finally {
        await closePages();
        await there.close();
        await proxied.stop();
      }
    },
  );
});
