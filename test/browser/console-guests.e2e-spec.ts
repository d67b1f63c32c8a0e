import { describe, expect, it } from '@jest/globals';
import type { LedgerEntry } from '../../src/contract/attendance.js';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
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
import { made } from '../support/hall.js';
import { line, marks } from '../support/roll.js';

const { app, browser } = await browserStories();

/** The commune's console, and Giáp Thị Hằng on the roster of the ward. */
async function withGuest(size: 'phone' | 'desk', language?: 'en') {
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
  const { page, faults } = await pairedConsole(browser, place, { size, language });
  return { ...place, ward, guest, page, faults };
}

describe('somebody of another site has come', () => {
  it('is found by the full name, marked present here, and counted once', async () => {
    const { page, faults, guest, ...place } = await withGuest('phone');
    await line(page, 'Đã kết nối · 0 chờ gửi');
    await page.getByRole('button', { name: '+ Khách / người ngoài danh sách' }).click();
    await page.getByLabel('Họ và tên').fill('Hằng');
    expect(await page.getByText('Hay là người của điểm cầu khác?').count()).toBe(0);
    await page.getByLabel('Họ và tên').fill('giap thi hang');
    await page.getByRole('button', { name: 'Tìm họ tên này ở điểm cầu khác' }).click();
    const found = page
      .getByRole('listitem')
      .filter({ hasText: 'Sở Khoa học và Công nghệ · Phường Thọ Xương' });
    await found.waitFor();
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    await screenshot(page, 'guest-phone');
    await found.getByRole('button', { name: 'Ghi có mặt: Giáp Thị Hằng, Phường Thọ Xương' }).click();
    const row = page.locator(`[data-person="${guest.id}"]`);
    await marks(page, 'received', 1);
    await row.getByText('điểm cầu khác').waitFor();
    await screenshot(page, 'guest-marked-phone');
    expect((await servedStates(place))['Giáp Thị Hằng']).toEqual({ state: 'in_person', reason: null });
    const [entry] = made(
      await app.organizer.get<ListPage<LedgerEntry>>(
        `${pathTo(ROUTES.ledger, place.conference.id)}?participantId=${guest.id}`,
      ),
    ).items;
    expect(entry).toMatchObject({
      method: 'search',
      siteId: place.site.id,
      kind: 'present',
      mode: 'in_person',
    });
    // A second time is the same person, not another.
    await page.getByRole('button', { name: '+ Khách / người ngoài danh sách' }).click();
    await page.getByLabel('Họ và tên').fill('Giáp Thị Hằng');
    await page.getByRole('button', { name: 'Tìm họ tên này ở điểm cầu khác' }).click();
    await found.getByRole('button').click();
    await eventually(() => storedOnDevice(page).then(({ received, waiting }) => [received, waiting]), [2, 0]);
    expect([await row.count(), await unaccounted(page)]).toEqual([1, 0]);
    await page.reload();
    await marks(page, 'received', 1);
    expect(faults).toEqual([]);
  });

  it('is said plainly when nobody has the name, and when there is no network to ask', async () => {
    const { page, guest } = await withGuest('desk', 'en');
    await line(page, 'Connected · 0 to send');
    await page.getByRole('button', { name: '+ Walk-in, somebody not on the list' }).click();
    const name = page.getByLabel('Full name');
    await name.fill('Nguyễn Văn Không Có');
    await page.getByRole('button', { name: 'Look for this full name at other sites' }).click();
    await page.getByText('Nobody at another site has exactly this full name.').waitFor();
    await page.route('**/guests?*', (route) => route.abort());
    await name.fill('Giáp Thị Hằng');
    // The line has not been noticed to be down yet: the question itself says so.
    await page.getByRole('button', { name: 'Look for this full name at other sites' }).click();
    await page.getByText('There is no network to look for a name. Add them as a walk-in').waitFor();
    await screenshot(page, 'guest-offline-desk-en');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Mark present' }).click();
    await eventually(() => page.locator('[data-person]').filter({ hasText: 'Giáp Thị Hằng' }).count(), 1);
    expect(await page.locator(`[data-person="${guest.id}"]`).count()).toBe(0);
    expect((await storedOnDevice(page)).waiting).toBe(1);
    await page.context().setOffline(false);
    await eventually(() => storedOnDevice(page).then(({ received }) => received), 1);
  });
});
