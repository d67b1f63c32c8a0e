import { describe, expect, it } from '@jest/globals';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import {
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  servedStates,
  unaccounted,
} from '../support/commune.js';
import { made, present } from '../support/hall.js';
import { choose, marks, row, settled, tap } from '../support/roll.js';
import { HOUR, setClock, setClockOf } from '../support/wrong-clock.js';

const { app, browser } = await browserStories();

describe('a device whose clock jumps two days ahead (R9)', () => {
  it.each([
    ['phone', 'vi', 'Xem', 'Gửi lại', /Giờ máy này nhanh hơn giờ thật quá một ngày/],
    ['desk', 'en', 'Review', 'Send again', /This device’s clock was more than a day ahead/],
  ] as const)(
    'keeps the refused mark, says why, and sends it again by what it has learned: %s, %s',
    async (...story) => {
      const [size, language, look, again, why] = story;
      const place = await commune(app);
      const { page: first } = await browser.open('/console', { size, language });
      await setClockOf(first.context(), 0);
      const { page } = await pairedConsole(browser, place, { in: first.context(), size, language });
      await setClock(page, 49 * HOUR);
      await tap(page, 'Nguyễn Văn An');
      await marks(page, 'refused', 1);
      expect([await unaccounted(page), await servedStates(place)]).toEqual([0, {}]);
      await page.getByText(language === 'vi' ? 'Đồng hồ máy này nhanh 49 giờ' : '49 hours ahead').waitFor();
      await page.getByRole('button', { name: look, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(why).waitFor();
      expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
      await screenshot(page, `clock-ahead-refused-${size}-${language}`);
      await dialog.getByRole('button', { name: again, exact: true }).click();
      await settled(page);
      await eventually(() => servedStates(place), { 'Nguyễn Văn An': { state: 'in_person', reason: null } });
      expect(await storedOnDevice(page)).toMatchObject({ made: 1, received: 1, refused: 0 });
    },
  );
});

describe('a guest of another site (R18)', () => {
  it('can be present here and then leave, and is never absent here', async () => {
    const place = await commune(app);
    const sites = pathTo(ROUTES.sites, place.conference.id);
    const ward = made(await app.organizer.post<Site>(sites, { code: 'PTX', name: 'Phường Thọ Xương' }));
    const fields = { siteId: ward.id, fullName: 'Giáp Thị Hằng' };
    const people = pathTo(ROUTES.participants, place.conference.id);
    const guest = made(await app.organizer.post<Participant>(people, fields));
    const entries = [present(place.opening.id, guest.id)];
    made(await app.organizer.post(pathTo(ROUTES.attendance, place.site.id), { entries }));
    const { page, faults } = await pairedConsole(browser, place, { size: 'phone' });
    await row(page, 'Giáp Thị Hằng').getByText('điểm cầu khác').waitFor();
    await tap(page, 'Giáp Thị Hằng');
    await row(page, 'Giáp Thị Hằng').getByRole('button', { name: 'Đã rời', exact: true }).waitFor();
    const choices = await row(page, 'Giáp Thị Hằng').getByRole('group').getByRole('button').allInnerTexts();
    expect(choices.map((choice) => choice.trim())).toEqual(['Trực tiếp', 'Trực tuyến', 'Đã rời']);
    await screenshot(page, 'guest-choices-phone');
    expect((await storedOnDevice(page)).made).toBe(0);
    await choose(page, 'Giáp Thị Hằng', 'Đã rời');
    await settled(page);
    expect(await servedStates(place)).toEqual({ 'Giáp Thị Hằng': { state: 'left', reason: null } });
    expect([await unaccounted(page), faults]).toEqual([0, []]);
  });
});

describe('more walk-ins than are expected', () => {
  it.each([
    ['phone', 'vi'],
    ['desk', 'en'],
  ] as const)('are kept on the device, and the page says whom to call: %s, %s', async (size, language) => {
    const place = await commune(app);
    made(await app.organizer.patch(pathTo(ROUTES.site, place.site.id), { expected: 0 }));
    const walkIn = { participantId: undefined, method: 'walk_in', walkIn: { fullName: 'Khách' } } as const;
    const crowd = Array.from({ length: 50 }, () => present(place.opening.id, '', walkIn));
    made(await app.organizer.post(pathTo(ROUTES.attendance, place.site.id), { entries: crowd }));
    const { page } = await pairedConsole(browser, place, { size, language });
    const isVi = language === 'vi';
    await page.getByText(isVi ? 'Đã ghi 50 khách ngoài danh sách' : '50 walk-ins are recorded').waitFor();
    await screenshot(page, `walk-ins-at-limit-${size}-${language}`);
    await page
      .getByRole('button', {
        name: isVi ? '+ Khách / người ngoài danh sách' : '+ Walk-in, somebody not on the list',
      })
      .click();
    await page.getByLabel(isVi ? 'Họ và tên' : 'Full name').fill('Trần Thị Thêm');
    await page.keyboard.press('Enter');
    await eventually(() => storedOnDevice(page).then(({ refused, waiting }) => [refused, waiting]), [1, 0]);
    await page.getByRole('button', { name: isVi ? 'Xem' : 'Review', exact: true }).click();
    const why = isVi ? /Khách ngoài danh sách nhiều hơn dự kiến/ : /More walk-ins than expected/;
    await page.getByRole('dialog').getByText(why).waitFor();
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    await screenshot(page, `walk-ins-too-many-${size}-${language}`);
    expect(await unaccounted(page)).toBe(0);
  });
});
