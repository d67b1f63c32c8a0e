import type { Page } from 'playwright-core';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import {
  type Commune,
  commune,
  eventually,
  storedOnDevice,
  pairingFor,
  servedStates,
  unaccounted,
} from '../support/commune.js';
import { marks, row, settled, tap } from '../support/roll.js';

/**
 * What the browser, the device and the organizers may put in a coordinator's way: each has its own sentence,
 * and costs no entry.
 */
const { app, browser } = await browserStories();

const AS = [
  { size: 'phone', language: 'vi' },
  { size: 'desk', language: 'en' },
] as const;
type As = (typeof AS)[number];
const obstacle = (page: Page) => page.getByTestId('obstacle');
async function check(page: Page, name: string, { size, language }: As): Promise<void> {
  await screenshot(page, `obstacle-${name}-${size}-${language}`);
  expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
}
/** A page of this service in a browser that answers as told, from its first script on. */
async function withScript(content: string, path: string, options: As): Promise<Page> {
  const { page } = await browser.open('/icon.svg', options);
  await page.context().addInitScript({ content });
  await page.goto(app.url + path);
  return page;
}

describe.each([
  [
    'NotFoundError',
    { vi: 'Máy này không có máy ảnh dùng được', en: 'This device has no usable camera' },
    { vi: 'Máy này không có máy ảnh', en: 'This device has no camera' },
  ],
  [
    'NotAllowedError',
    { vi: 'Trình duyệt chưa cho phép dùng máy ảnh', en: 'The browser does not allow the camera' },
    { vi: 'Chưa được dùng máy ảnh', en: 'The camera is not allowed' },
  ],
  [
    'NotReadableError',
    { vi: 'Máy ảnh đang được chương trình khác dùng', en: 'Another program is using the camera' },
    { vi: 'Máy ảnh đang bận', en: 'The camera is in use' },
  ],
])('a camera that says %s', (name, onPairing, onRoll) => {
  it.each(AS)(
    'is told in its own words at pairing and on the roll, where a code can be typed ($size, $language)',
    async (as) => {
      const place = await commune(app);
      const camera = `navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('', '${name}'))`;
      const page = await withScript(camera, `/console#pair=${(await pairingFor(place)).code}`, as);
      await page.getByRole('button', { name: /^(Quét mã QR|Scan the QR)/ }).click();
      await page.getByRole('alert').getByText(onPairing[as.language]).waitFor();
      await check(page, `camera-${name}-pairing`, as);
      await page.locator('form button.primary').click();
      await page.locator('[data-person]').first().waitFor();
      await page.getByRole('button', { name: /^(Quét mã|Scan codes)$/ }).click();
      await page.locator('[data-verdict=no] .headline', { hasText: onRoll[as.language] }).waitFor();
      await check(page, `camera-${name}-roll`, as);
      await page.getByRole('searchbox').fill('DT-006');
      await page.keyboard.press('Enter');
      await marks(page, 'received', 1);
      expect(Object.keys(await servedStates(place))).toEqual(['Hoàng Thị Hường']);
    },
  );
});

describe('a browser that refuses storage', () => {
  it.each([
    [AS[0], 'Trình duyệt không cho lưu trên máy này'],
    [AS[1], 'The browser does not let this page store anything'],
  ] as const)('is told before anybody is paired, so that the code stays good (%o)', async (as, says) => {
    const { code } = await pairingFor(await commune(app));
    const storage = `Object.defineProperty(window, 'indexedDB', {
      get() { throw new DOMException('', 'SecurityError'); },
    })`;
    const page = await withScript(storage, `/console#pair=${code}`, as);
    await page.getByRole('heading', { name: says }).waitFor();
    await check(page, 'storage-refused', as);
    const other = await browser.open(`/console#pair=${code}`);
    await other.page.locator('form button.primary').click();
    await eventually(() => other.page.locator('[data-person]').count(), 15);
  });
});

/** A page of a browser that lets us keep little; `fill` takes all that is left, `free` gives it back. */
async function onSmallDisk(
  options: As,
): Promise<{ page: Page; fill: () => Promise<void>; free: () => Promise<void> }> {
  // The quota is asked for once and then remembered a while, so it is set before anything is stored.
  const { page } = await browser.open('/icon.svg', options);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: app.url, quotaSize: 4_000_000 });
  const fill = (): Promise<void> =>
    page.evaluate(`(async () => {
      const opening = indexedDB.open('other-files', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('files', { autoIncrement: true });
      const db = await new Promise((done) => (opening.onsuccess = () => done(opening.result)));
      const fits = (size) => new Promise((done) => {
        const tx = db.transaction('files', 'readwrite', { durability: 'strict' });
        tx.oncomplete = () => done(true);
        tx.onabort = () => done(false);
        tx.objectStore('files').add('x'.repeat(size));
      });
      for (const size of [500000, 50000, 5000, 500, 50, 5]) while (await fits(size));
      db.close();
    })()`);
  // The browser counts what was given back a moment later: until then it takes as little as before.
  const free = (): Promise<void> =>
    page.evaluate(`(async () => {
      const used = async () => (await navigator.storage.estimate()).usage;
      const before = await used();
      await new Promise((done) => (indexedDB.deleteDatabase('other-files').onsuccess = () => done()));
      for (let looked = 0; looked < 100 && (await used()) > before - 500_000; looked += 1)
        await new Promise((done) => setTimeout(done, 100));
    })()`);
  return { page, fill, free };
}
async function pairHere(page: Page, place: Commune): Promise<void> {
  await page.goto(`${app.url}/console#pair=${(await pairingFor(place)).code}`);
  await page.locator('form button.primary').waitFor();
}

describe('a device whose storage is full', () => {
  it.each([
    [AS[0], 'Chưa lưu được lượt vừa rồi: bộ nhớ máy đầy'],
    [AS[1], 'The last mark could not be saved'],
  ] as const)(
    'says of the tap that it was not saved, shows it as not made, and keeps what was there before (%o)',
    async (as, says) => {
      const place = await commune(app);
      const { page, fill, free } = await onSmallDisk(as);
      await pairHere(page, place);
      await page.locator('form button.primary').click();
      await eventually(() => page.locator('[data-person]').count(), 15);
      await page.context().setOffline(true);
      await tap(page, 'Thân Thị Bình');
      await marks(page, 'saved', 1);
      await fill();
      await tap(page, 'Nguyễn Văn An');
      await obstacle(page).getByText(says).waitFor();
      expect([
        await row(page, 'Nguyễn Văn An').getAttribute('data-state'),
        await row(page, 'Thân Thị Bình').getAttribute('data-mark'),
      ]).toEqual(['unmarked', 'saved']);
      expect([(await storedOnDevice(page)).made, await unaccounted(page)]).toEqual([1, 0]);
      await check(page, 'storage-full', as);
      await free();
      await tap(page, 'Nguyễn Văn An');
      await obstacle(page).getByText(says).waitFor({ state: 'detached' });
      await page.context().setOffline(false);
      await settled(page);
      expect(Object.keys(await servedStates(place)).sort()).toEqual(['Nguyễn Văn An', 'Thân Thị Bình']);
    },
  );

  it.each([
    [AS[0], 'Đã ghép, nhưng chưa lưu được vào máy này'],
    [AS[1], 'Paired, but not saved on this device'],
  ] as const)('is paired by the same code once there is room (%o)', async (as, says) => {
    const place = await commune(app);
    const { page, fill, free } = await onSmallDisk(as);
    await pairHere(page, place);
    await fill();
    await page.locator('form button.primary').click();
    await page.getByText(says).waitFor();
    await check(page, 'storage-full-pairing', as);
    await free();
    await page.locator('form button.primary').click();
    await eventually(() => page.locator('[data-person]').count(), 15);
    const { body } = await app.organizer.get<{ items: unknown[] }>(pathTo(ROUTES.devices, place.site.id));
    expect(body.items).toHaveLength(1);
  });
});
