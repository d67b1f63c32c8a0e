import { afterEach, expect, it } from '@jest/globals';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { commune } from '../support/commune.js';
import { made, present } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';

const { app, browser } = await browserStories();
afterEach(closePages);

/** “Do Duc Cuong”, of the commune's roster, was taken for a walk-in at the ward. */
async function aWalkIn() {
  const place = await commune(app);
  const { organizer } = app;
  const ward = made(
    await organizer.post<Site>(pathTo(ROUTES.sites, place.conference.id), {
      code: 'PTX',
      name: 'Phường Thọ Xương',
      level: 'ward',
    }),
  );
  const came = present(place.opening.id, '', {
    participantId: undefined,
    method: 'walk_in',
    walkIn: { fullName: 'Do Duc Cuong', unit: 'Công an' },
  });
  made(await organizer.post(pathTo(ROUTES.attendance, ward.id), { entries: [came] }));
  return { ...place, ward, walkInId: came.id };
}
const walkInIs = async (id: string): Promise<string | null> =>
  made(await app.organizer.get<Participant>(pathTo(ROUTES.participant, id))).joinedTo;

it('joins a walk-in with who has the same name, shows both histories, and parts them again', async () => {
  const { conference, walkInId } = await aWalkIn();
  const { page, faults } = await signedInPage(browser);
  await page.goto(`${app.url}/organizer/c/${conference.slug}/participants?q=cuong`);
  await page.getByRole('button', { name: 'Sửa: Do Duc Cuong' }).click();
  const dialog = page.getByRole('dialog');
  const likely = dialog.getByRole('region', { name: 'Người này là ai trong danh sách?' });
  await likely.getByText('Công an xã · Xã Đồng Tiến').waitFor();
  await screenshot(page, 'join-desk');
  expect(await accessibilityFaults(page)).toEqual([]);
  await likely.getByRole('button', { name: 'Ghép' }).click();
  await likely.getByText('Khách “Do Duc Cuong” chính là “Đỗ Đức Cường” trong danh sách?').waitFor();
  await likely.getByRole('button', { name: 'Ghép' }).click();
  await dialog
    .getByText('Đã ghép với Đỗ Đức Cường (Công an xã · Xã Đồng Tiến). Chỉ tính một người.')
    .waitFor();
  expect(await walkInIs(walkInId)).not.toBeNull();
  await screenshot(page, 'join-done-desk');
  await dialog.getByRole('button', { name: 'Đóng' }).click();
  await page.getByRole('button', { name: 'Sửa: Do Duc Cuong' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Sửa: Đỗ Đức Cường' }).click();
  await dialog.getByText('Lịch sử điểm danh').click();
  await dialog.getByText('ghi là khách').waitFor();
  await dialog.getByText('Phường Thọ Xương · Khai mạc').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Tách ra' }).click();
  await dialog.getByText('Tách khách “Do Duc Cuong” khỏi “Đỗ Đức Cường”?').waitFor();
  await dialog.getByRole('button', { name: 'Tách ra' }).click();
  await dialog.getByText('Đã ghép với khách').waitFor({ state: 'detached' });
  expect(await walkInIs(walkInId)).toBeNull();
  await dialog.getByRole('button', { name: 'Đóng' }).click();
  await page.getByRole('button', { name: 'Sửa: Do Duc Cuong' }).waitFor();
  expect(faults).toEqual([]);
});

it.each([
  ['phone', 'vi', 'dark', 'Danh sách', 'Ngoài danh sách'],
  ['desk', 'en', 'light', 'Roster', 'Walk-ins'],
] as const)(
  'shows the walk-ins alone, by the address too: %s, %s',
  async (size, language, scheme, label, choice) => {
    const { conference } = await aWalkIn();
    const { page, faults } = await signedInPage(browser, { size, language, scheme });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/participants`);
    await page.getByText('Đỗ Đức Cường').waitFor();
    await page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: choice });
    await page.getByText('Đỗ Đức Cường').waitFor({ state: 'detached' });
    const names = () => page.locator('main .rows strong').allTextContents();
    expect(await names()).toEqual(['Do Duc Cuong']);
    await screenshot(page, `walk-ins-${size}-${language}`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    await page.reload();
    await page.locator('main .rows strong').first().waitFor();
    expect(await names()).toEqual(['Do Duc Cuong']);
    expect(faults).toEqual([]);
  },
);

it('joins one who wrote their name otherwise, found by a search, on a phone and in English', async () => {
  const { conference, walkInId } = await aWalkIn();
  const { page, faults } = await signedInPage(browser, { size: 'phone', language: 'en' });
  await page.goto(`${app.url}/organizer/c/${conference.slug}/participants?q=duc+cuong`);
  await page.getByRole('button', { name: 'Edit: Do Duc Cuong' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Find somebody else: name or code').fill('thi nhan');
  const found = dialog.getByRole('listitem').filter({ hasText: 'Vũ Thị Nhàn' });
  await found.waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
  await screenshot(page, 'join-search-phone-en');
  await found.getByRole('button', { name: 'Join' }).click();
  await found.getByRole('button', { name: 'Join' }).click();
  await dialog
    .getByText('Joined with Vũ Thị Nhàn (Trạm Y tế · Xã Đồng Tiến). They count as one person.')
    .waitFor();
  expect(await walkInIs(walkInId)).not.toBeNull();
  expect(faults).toEqual([]);
});
