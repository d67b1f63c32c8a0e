import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, TestBrowser } from '../support/browser.js';
import { cameraOn } from '../support/camera.js';
import {
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  pairingFor,
  servedStates,
} from '../support/commune.js';

let app: TestApp;
beforeAll(async () => void (app = await startTestApp()));
afterAll(() => app?.stop());

async function filming(text: string, story: (browser: TestBrowser) => Promise<void>): Promise<void> {
  const browser = await TestBrowser.launch(app, await cameraOn(text));
  try {
    await story(browser);
  } finally {
    await browser.close();
  }
}

describe('the camera', () => {
  it('pairs the device by the QR code of its sheet; what reads it comes from us, and only then', async () => {
    const place = await commune(app);
    await filming((await pairingFor(place)).url, async (browser) => {
      const { page, faults } = await browser.open('/console');
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.getByRole('button', { name: 'Quét mã QR trên phiếu' }).click();
      await eventually(() => page.locator('[data-person]').count(), 15);
      expect(asked.filter((path) => path.endsWith('.wasm')).length).toBeLessThanOrEqual(1);
      expect(faults).toEqual([]);
    });
  });

  it('marks the owner of a personal code present, once, with a clear yes', async () => {
    const place = await commune(app);
    await filming(`${app.url}/c/${place.conference.slug}#code=DT002`, async (browser) => {
      const { page, faults } = await pairedConsole(browser, place);
      await page.getByRole('button', { name: 'Quét mã' }).click();
      await page.getByText('Thân Thị Bình có mặt').waitFor();
      await screenshot(page, 'console-scan');
      expect(await accessibilityFaults(page)).toEqual([]);
      await eventually(async () => Object.keys(await servedStates(place)), ['Thân Thị Bình']);
      await page.getByRole('button', { name: 'Dừng quét' }).click();
      expect((await storedOnDevice(page)).made).toBe(1);
      expect(faults).toEqual([]);
    });
  });

  it('says that a code of something else is none of ours', async () => {
    const place = await commune(app);
    await filming('https://example.org/menu', async (browser) => {
      const { page } = await browser.open('/console');
      await page.getByRole('button', { name: 'Quét mã QR trên phiếu' }).click();
      await page.getByText('Mã QR này không phải mã ghép').waitFor();
      const roll = await pairedConsole(browser, place);
      await roll.page.getByRole('button', { name: 'Quét mã' }).click();
      await roll.page.getByText('Không ai có mã này').waitFor();
      expect((await storedOnDevice(roll.page)).made).toBe(0);
    });
  });

  it('is not there, or refused: a sentence says so, and the code can be typed', async () => {
    const browser = await TestBrowser.launch(app);
    const { page } = await browser.open('/console');
    await page.getByRole('button', { name: 'Quét mã QR trên phiếu' }).click();
    await page
      .getByText(/Máy này không có máy ảnh dùng được|Trình duyệt chưa cho phép dùng máy ảnh/)
      .waitFor();
    expect(await page.locator('input[name=code]').isEnabled()).toBe(true);
    await browser.close();
  });
});
