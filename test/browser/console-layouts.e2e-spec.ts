import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Participant } from '../../src/contract/participant.js';
import { checkCharacter } from '../../src/contract/personal-code.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { commune, eventually, storedOnDevice, pairedConsole, servedStates } from '../support/commune.js';
import { made } from '../support/hall.js';
import { type Layout, type Press, scanned } from '../support/keyboard-layouts.js';
import { line, settled } from '../support/roll.js';

const { app, browser } = await browserStories();

/** A commune's console, one of its people with a code that the service has made, and somebody of the ward. */
async function desk(options: { size?: 'phone' | 'desk'; language?: 'en' } = {}) {
  const place = await commune(app);
  const { items } = made(
    await app.organizer.get<ListPage<Participant>>(
      `${pathTo(ROUTES.participants, place.conference.id)}?search=thi%20huong`,
    ),
  );
  made(await app.organizer.patch(pathTo(ROUTES.participant, items[0]!.id), { code: OWN }));
  const ward = made(
    await app.organizer.post<Site>(pathTo(ROUTES.sites, place.conference.id), {
      code: 'PTX',
      name: 'Phường Thọ Xương',
    }),
  );
  const guest = made(
    await app.organizer.post<Participant>(pathTo(ROUTES.participants, place.conference.id), {
      siteId: ward.id,
      fullName: 'Giáp Thị Hằng',
    }),
  );
  const { page } = await pairedConsole(browser, place, options);
  await eventually(async () => (await page.getByTestId('line').innerText()).includes(' · 0 '), true);
  return { page, place, guest };
}
/** A generated code with digits that the Vietnamese layout turns into marks, and a `W`. */
const OWN = `8W5A0K2Z6Q${checkCharacter('8W5A0K2Z6Q')}`;

/** Types as a hand scanner: keys by their places, 8 ms apart, with letters of the layout. */
async function scan(page: Page, presses: Press[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  await Promise.all(
    presses.flatMap(({ key, code, isShifted }, nth) => {
      const text = key.length === 1 ? { text: key } : key === 'Enter' ? { text: '\r' } : {};
      const event = { key, code, modifiers: isShifted ? 8 : 0, timestamp: start + nth * 0.008 };
      return [
        devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...text }),
        devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }),
      ];
    }),
  );
}
const says = (page: Page, kind: string, text: string): Promise<void> =>
  page.locator(`[data-verdict="${kind}"]`).filter({ hasText: text }).waitFor();

describe('a hand scanner at a console', () => {
  it.each<[Layout, 'rows' | 'search']>([
    ['Vietnamese', 'rows'],
    ['Vietnamese', 'search'],
    ['French (AZERTY)', 'search'],
    ['German (QWERTZ)', 'rows'],
  ])('under the keyboard layout %s marks whose code it is (focus: %s)', async (layout, where) => {
    const { page, place, guest } = await desk({ size: 'desk' });
    const focus = async (): Promise<void> =>
      (where === 'rows' ? page.locator('[data-row]').first() : page.getByRole('searchbox')).focus();
    await focus();
    await scan(page, scanned(layout, OWN));
    await says(page, 'yes', 'Hoàng Thị Hường có mặt');
    await focus();
    await scan(page, scanned(layout, guest.code!));
    await says(page, 'yes', 'Giáp Thị Hằng có mặt');
    await focus();
    await scan(page, scanned(layout, `${app.url}/c/${place.conference.slug}#code=DT-004`));
    await says(page, 'yes', 'Nguyễn Thị Phương Dung có mặt');
    await settled(page);
    expect((await storedOnDevice(page)).made).toBe(3);
    expect(Object.keys(await servedStates(place)).sort()).toEqual([
      'Giáp Thị Hằng',
      'Hoàng Thị Hường',
      'Nguyễn Thị Phương Dung',
    ]);
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  it.each(['vi', 'en'] as const)(
    'whose keys tell no places says that the keyboard is the cause, and proposes no guest (%s)',
    async (language) => {
      const { page, place } = await desk({
        size: language === 'en' ? 'desk' : 'phone',
        ...(language === 'en' && { language }),
      });
      const unplaced = (layout: Layout, text: string): Press[] =>
        scanned(layout, text).map((press) => ({ ...press, code: '' }));
      for (const [layout, text] of [
        ['Vietnamese', '56789KM'],
        ['French (AZERTY)', '3459TR'],
      ] as const) {
        await page.locator('[data-row]').first().focus();
        await scan(page, unplaced(layout, text));
        await says(page, 'no', language === 'vi' ? 'Không đọc được mã' : 'The code cannot be read');
        const words = await page.locator('[data-verdict]').innerText();
        expect(words).toMatch(language === 'vi' ? /bàn phím/ : /keyboard/);
        expect(words).not.toMatch(/khách|walk-in|guest/i);
      }
      await screenshot(page, `code-keyboard-${language}`);
      expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
      expect((await storedOnDevice(page)).made).toBe(0);
      expect(await servedStates(place)).toEqual({});
    },
  );
});

describe('a code typed into the search', () => {
  it('is answered while it is typed, and Enter marks', async () => {
    const { page, place, guest } = await desk();
    const field = page.getByRole('searchbox');
    const answer = page.locator('#typed-code');
    const says = (text: string): Promise<void> => answer.filter({ hasText: text }).waitFor();
    await field.pressSequentially('DT-0');
    await says('gõ hết rồi nhấn Enter');
    expect(await page.getByText('Không có ai khớp').count()).toBe(0);
    await field.pressSequentially('02');
    await says('Mã của Thân Thị Bình.');
    expect(await page.locator('[data-person]').allInnerTexts()).toEqual([
      expect.stringContaining('Thân Thị Bình'),
    ]);
    await screenshot(page, 'code-typed-phone');
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    expect((await storedOnDevice(page)).made).toBe(0);
    await page.keyboard.press('Enter');
    await eventually(() => storedOnDevice(page).then(({ made: count }) => count), 1);
    await field.fill('dt002');
    await says('Mã của Thân Thị Bình, đã điểm danh rồi.');
    await field.fill(OWN.toLowerCase().replace('w', 'ư').replace('0', 'o'));
    await says('Mã của Hoàng Thị Hường.');
    await field.fill(guest.code!);
    await says('Mã của Giáp Thị Hằng, người của Phường Thọ Xương.');
    await screenshot(page, 'code-typed-guest-phone');
    await page.getByRole('button', { name: 'Ghi có mặt' }).click();
    await eventually(() => storedOnDevice(page).then(({ made: count }) => count), 2);
    await field.fill(`${guest.code!.slice(0, -1)}${guest.code!.endsWith('0') ? '1' : '0'}`);
    await says('Mã gõ chưa đúng');
    await field.fill('Trần');
    await eventually(() => answer.innerText(), '');
    expect(await page.locator('[data-person]').count()).toBeGreaterThan(0);
    await settled(page);
    expect(Object.keys(await servedStates(place)).sort()).toEqual(['Giáp Thị Hằng', 'Thân Thị Bình']);
  });

  it('is answered without a network too', async () => {
    const { page, guest } = await desk({ size: 'desk', language: 'en' });
    await page.context().setOffline(true);
    await line(page, 'Connection lost').catch(() => undefined);
    await page.getByRole('searchbox').fill('dt-002');
    await page.locator('#typed-code', { hasText: 'Code of Thân Thị Bình.' }).waitFor();
    await screenshot(page, 'code-typed-desk-en');
    await page.getByRole('searchbox').fill(guest.code!);
    await page
      .locator('#typed-code', { hasText: 'the name appears once there is a network' })
      .waitFor({ timeout: 30_000 });
  });
});
