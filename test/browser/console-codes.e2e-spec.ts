import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { LedgerEntry } from '../../src/contract/attendance.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import {
  type Commune,
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  servedStates,
  unaccounted,
} from '../support/commune.js';
import { made } from '../support/hall.js';
import { heard, listenIn } from '../support/heard-notes.js';
import { choose, line, settled } from '../support/roll.js';

const { app, browser } = await browserStories();

/** The commune's console, and Giáp Thị Hằng of the ward with a code that the service has made. */
async function withGuest(options: { size?: 'phone' | 'desk'; language?: 'en' } = {}) {
  const place = await commune(app);
  const ward = made(
    await app.organizer.post<Site>(pathTo(ROUTES.sites, place.conference.id), {
      code: 'PTX',
      name: 'Phường Thọ Xương',
      level: 'ward',
    }),
  );
  const guest = made(
    await app.organizer.post<Participant>(pathTo(ROUTES.participants, place.conference.id), {
      siteId: ward.id,
      fullName: 'Giáp Thị Hằng',
      unit: 'Sở Khoa học và Công nghệ',
    }),
  );
  const watched = await pairedConsole(browser, place, options);
  await listenIn(watched.page);
  return { place, guest, code: guest.code!, ...watched };
}
/** Types as a hand scanner does. */
async function scan(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text);
  await page.keyboard.press('Enter');
}
/** The check character sees any one that is wrong. */
const mistyped = (code: string): string => (code.startsWith('A') ? 'B' : 'A') + code.slice(1);
const says = (page: Page, kind: string, text: string): Promise<void> =>
  page.locator(`[data-verdict="${kind}"]`).filter({ hasText: text }).waitFor();
/**
 * Keys of a hand scanner as the page hears them, 10 ms apart however slow this machine is. One that an input
 * method makes is no key of the keyboard and comes with its letter alone.
 */
async function keys(page: Page, pressed: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  await Promise.all(
    pressed.flatMap((key, nth) => {
      const timestamp = start + nth / 100;
      const text = key.length === 1 ? { text: key } : key === 'Enter' ? { text: '\r' } : {};
      return [
        devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', key, timestamp, ...text }),
        devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp }),
      ];
    }),
  );
}
const entriesAbout = async ({ conference }: Commune, participantId: string): Promise<LedgerEntry[]> =>
  made(
    await app.organizer.get<ListPage<LedgerEntry>>(
      `${pathTo(ROUTES.ledger, conference.id)}?participantId=${participantId}`,
    ),
  ).items;

describe('a personal code', () => {
  it('of a listed person is a visible and audible yes; a second scan changes nothing', async () => {
    const { page, place } = await withGuest();
    await scan(page, 'DT-002');
    await says(page, 'yes', 'Thân Thị Bình có mặt');
    await screenshot(page, 'code-yes-phone');
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    const [low, high] = await heard(page);
    expect(high).toBeGreaterThan(low!);
    await scan(page, 'dt002');
    await says(page, 'already', 'Thân Thị Bình đã điểm danh rồi');
    expect(await heard(page)).toHaveLength(1);
    await settled(page);
    expect((await storedOnDevice(page)).made).toBe(1);
    expect(await servedStates(place)).toEqual({ 'Thân Thị Bình': { state: 'in_person', reason: null } });
  });

  it('of another site’s person marks them present here, with their name and site', async () => {
    const { page, place, guest, code } = await withGuest({ size: 'desk', language: 'en' });
    await line(page, 'Connected · 0 to send');
    await scan(page, code);
    await says(page, 'yes', 'Giáp Thị Hằng is present');
    await says(page, 'yes', 'From Phường Thọ Xương');
    await screenshot(page, 'code-guest-desk-en');
    await settled(page);
    expect(await entriesAbout(place, guest.id)).toMatchObject([
      { method: 'qr', siteId: place.site.id, mode: 'in_person' },
    ]);
    await page.locator(`[data-person="${guest.id}"]`).getByText('received').waitFor();
    await scan(page, code);
    await says(page, 'already', 'Giáp Thị Hằng is marked already');
    expect((await storedOnDevice(page)).made).toBe(1);
  });

  it('of another site is accepted offline by its check character, and the name comes later', async () => {
    const { page, place, guest, code } = await withGuest();
    await page.context().setOffline(true);
    await eventually(
      () =>
        page
          .getByTestId('line')
          .innerText()
          .then((text) => text.startsWith('Mất kết nối')),
      true,
    );
    await scan(page, code);
    await says(page, 'later', 'Đã ghi có mặt, chưa rõ tên');
    await screenshot(page, 'code-later-phone');
    expect(await accessibilityFaults(page)).toEqual([]);
    await scan(page, code);
    await says(page, 'already', `${code} đã điểm danh rồi`);
    const row = page.locator('[data-person]', { hasText: code });
    await row.getByText('có mạng mới biết tên').waitFor();
    await row.locator('[data-more]').click();
    await choose(page, code, 'Đã rời');
    await eventually(async () => (await storedOnDevice(page)).waiting, 2);
    for (const wrong of [`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`]) await scan(page, wrong);
    await says(page, 'no', 'Mã gõ chưa đúng');
    await scan(page, 'SNV-007');
    await says(page, 'no', 'Chưa có mạng để tra ở điểm cầu khác');
    await page.getByRole('searchbox').fill('');
    await page.reload().catch(() => undefined);
    await page.context().setOffline(false);
    await page.goto(`${app.url}/console`);
    const named = page.locator(`[data-person="${guest.id}"]`);
    await named.getByText('Giáp Thị Hằng').waitFor();
    await settled(page);
    await eventually(() => named.getAttribute('data-state'), 'left');
    expect(await page.locator('[data-person]', { hasText: code }).count()).toBe(0);
    expect((await entriesAbout(place, guest.id)).map(({ kind, offline }) => [kind, offline]).sort()).toEqual([
      ['left', true],
      ['present', true],
    ]);
    // The code has left the device: it is its owner's.
    expect(
      await page.evaluate(
        `new Promise((resolve) => {
          indexedDB.open('diemcau-console').onsuccess = ({ target: { result: db } }) => {
            db.transaction('received').objectStore('received').getAll().onsuccess = ({ target }) => {
              db.close();
              resolve(JSON.stringify(target.result));
            };
          };
        })`,
      ),
    ).not.toContain(code);
    expect(await unaccounted(page)).toBe(0);
  });

  it('scanned twice while the service does not answer makes one entry', async () => {
    const { page, place, guest, code } = await withGuest({ size: 'desk' });
    await line(page, 'Đã kết nối · 0 chờ gửi');
    let asked = 0;
    await page.route('**/guests?*', () => void (asked += 1));
    await page.locator('[data-row]').first().focus();
    for (const _ of [1, 2]) await keys(page, [...code, 'Enter']);
    await eventually(async () => asked, 2);
    await says(page, 'already', `${code} đã điểm danh rồi`);
    await settled(page);
    expect((await storedOnDevice(page)).made).toBe(1);
    expect(await entriesAbout(place, guest.id)).toHaveLength(1);
  });

  it.each([
    [
      'phone',
      undefined,
      {
        nobody: 'Không ai có mã này',
        other: 'Mã của hội nghị khác',
        mistyped: 'Mã gõ chưa đúng',
        notOpen: 'mốc chưa mở',
      },
    ],
    [
      'desk',
      'en',
      {
        nobody: 'Nobody has this code',
        other: 'Code of another conference',
        mistyped: 'The code is mistyped',
        notOpen: 'not open yet',
      },
    ],
  ] as const)(
    'unknown, foreign, mistyped or too early is a visible and audible no (%s)',
    async (size, language, headlines) => {
      const { page, place, code } = await withGuest({ size, ...(language ? { language } : {}) });
      const other = await withGuest();
      await eventually(async () => (await page.getByTestId('line').innerText()).includes(' · 0 '), true);
      for (const [text, headline] of [
        [other.code, headlines.nobody],
        [`${app.url}/c/${other.place.conference.slug}#code=${other.code}`, headlines.other],
        ['XX-999', headlines.nobody],
        [mistyped(code), headlines.mistyped],
      ] as const) {
        await scan(page, text);
        await says(page, 'no', headline);
        expect(Math.max(...(await heard(page)))).toBeLessThan(300);
      }
      await screenshot(page, `code-no-${size}`);
      expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
      await page.getByLabel(/^(Mốc điểm danh|Checkpoint)$/).selectOption({ index: 1 });
      await scan(page, 'DT-003');
      await says(page, 'no', headlines.notOpen);
      expect(await storedOnDevice(page)).toMatchObject({ made: 0, waiting: 0 });
      expect(await servedStates(place)).toEqual({});
    },
  );

  it('typed by a hand scanner is read wherever the focus is, and marks nobody else', async () => {
    const { page, place } = await withGuest({ size: 'desk' });
    await page.locator('[data-row]').first().focus();
    await keys(page, [...'DT-004', 'Enter']);
    await says(page, 'yes', 'Nguyễn Thị Phương Dung có mặt');
    await page.locator('[data-row]').nth(1).focus();
    await keys(page, [...`${app.url}/c/${place.conference.slug}#code=DT007`, 'Enter']);
    await says(page, 'yes', 'Dương Quang Huy có mặt');
    await settled(page);
    expect(Object.keys(await servedStates(place)).sort()).toEqual([
      'Dương Quang Huy',
      'Nguyễn Thị Phương Dung',
    ]);
    expect((await storedOnDevice(page)).made).toBe(2);
  });

  it.each([
    // DDAS-7 by Telex, D9A1-7 by VNI: the letter is taken back, and the one with its mark comes in its place.
    ['Telex', 'DDAS-7'],
    ['VNI', 'D9A1-7'],
  ])('typed by a hand scanner under Vietnamese input (%s) is the code on the card', async (_, code) => {
    const place = await commune(app);
    const { items } = made(
      await app.organizer.get<ListPage<Participant>>(
        `${pathTo(ROUTES.participants, place.conference.id)}?search=thi%20huong`,
      ),
    );
    made(await app.organizer.patch(pathTo(ROUTES.participant, items[0]!.id), { code }));
    const { page } = await pairedConsole(browser, place, { size: 'desk' });
    const first = page.locator('[data-row]').first();
    await first.focus();
    await keys(page, ['D', 'Backspace', 'Đ', 'A', 'Backspace', 'Á', '-', '7', 'Enter']);
    await says(page, 'yes', 'Hoàng Thị Hường có mặt');
    await settled(page);
    expect(Object.keys(await servedStates(place))).toEqual(['Hoàng Thị Hường']);
    // In the search field, too, where the letters are already there.
    await page.getByRole('searchbox').fill('ĐÁ-7');
    await page.keyboard.press('Enter');
    await says(page, 'already', 'Hoàng Thị Hường đã điểm danh rồi');
    expect((await storedOnDevice(page)).made).toBe(1);
  });

  it('that belongs to nobody is refused in sight, and its entry is kept', async () => {
    const { page, guest, code } = await withGuest();
    await page.context().setOffline(true);
    await eventually(
      () =>
        page
          .getByTestId('line')
          .innerText()
          .then((text) => text.startsWith('Mất kết nối')),
      true,
    );
    await scan(page, code);
    await says(page, 'later', 'Đã ghi có mặt, chưa rõ tên');
    made(await app.organizer.patch(pathTo(ROUTES.participant, guest.id), { code: 'SNV-XYZ-1' }));
    await page.context().setOffline(false);
    await eventually(() => storedOnDevice(page).then(({ refused, waiting }) => [refused, waiting]), [1, 0]);
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.locator('[data-refused]', { hasText: code }).waitFor();
    await screenshot(page, 'code-refused-phone');
    expect(await unaccounted(page)).toBe(0);
  });
});
