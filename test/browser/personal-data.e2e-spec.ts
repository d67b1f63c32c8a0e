import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Participant } from '../../src/contract/participant.js';
import type { DataRequest } from '../../src/contract/personal-data.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Page as List } from '../../src/contract/wire.js';
import { accessibilityFaults, type PageOptions, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { colleague } from '../support/colleagues.js';
import { type Commune, commune, pairedConsole, pairingFor } from '../support/commune.js';
import { made } from '../support/hall.js';
import { LOOKS } from '../support/looks.js';
import { closePages, colleaguesPage, signedInPage } from '../support/organizer-page.js';
import { POLICY } from '../support/planted.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const dataPage = ({ conference }: Commune): string => `/organizer/c/${conference.slug}/data`;
async function onDataPage(place: Commune, options: PageOptions = {}) {
  const watched = await signedInPage(browser, options);
  await watched.page.goto(app.url + dataPage(place));
  await watched.page.locator('form input[name=controller]').waitFor();
  return watched;
}
const close = async ({ conference }: Commune): Promise<void> =>
  void made(await app.organizer.patch(pathTo(ROUTES.conference, conference.id), { status: 'closed' }));
const request = async (place: Commune, more: object): Promise<DataRequest> =>
  made(
    await app.organizer.post<DataRequest>(pathTo(ROUTES.dataRequests, place.conference.id), {
      id: randomUUID(),
      kind: 'see',
      person: 'Bà Lương Thị Ngọc Lan',
      ...more,
    }),
  );

describe('what people are told of their data', () => {
  it('is set by an organizer, and stands where somebody gives a name', async () => {
    const place = await commune(app);
    // Before a code is known, so is no conference.
    const { page: pairing } = await browser.open(`/console#pair=${(await pairingFor(place)).code}`);
    await shown(pairing, /Ban tổ chức ghi họ tên, .* hãy hỏi ban tổ chức\./);
    const { page, faults, expectFault } = await onDataPage(place);
    for (const name of ['document', 'purpose', 'controller', 'contact'] as const)
      await page.locator(`input[name=${name}]`).fill(POLICY[name]);
    await page.getByLabel('Ngày nghỉ khác').fill('Tết');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Ngày nghỉ khác').fill('05/02/2027; 2027-02-08');
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await shown(page, 'Đã lưu');
    expect(await page.getByLabel('Ngày nghỉ khác').inputValue()).toBe('05/02/2027\n08/02/2027');

    const notice = new RegExp(
      `${POLICY.controller} ghi họ tên.*${POLICY.purpose}.*liên hệ ${POLICY.contact}`,
    );
    await pairing.locator('form button.primary').click();
    await pairing.locator('.foot').getByText(notice).waitFor();
    await pairing.getByRole('button', { name: '+ Khách' }).click();
    await pairing.locator('form').getByText(notice).waitFor();
    const { page: trainee } = await browser.open(`/c/${place.conference.slug}`);
    await trainee.locator('form').getByText(notice).waitFor();
    expectFault(/400/);
    expect(faults).toEqual([]);
  });
});

describe('a request about personal data', () => {
  it('is registered, shows its due days, is extended, and is closed', async () => {
    const place = await commune(app);
    const { page } = await onDataPage(place);
    await shown(page, 'Chưa có yêu cầu nào.');
    await page.getByRole('button', { name: 'Ghi yêu cầu' }).click();
    await page.locator('dialog input[name=person]').fill('Bà Lương Thị Ngọc Lan');
    await page.locator('dialog select[name=kind]').selectOption('erase');
    await page.locator('dialog form button.primary').click();
    const item = page.locator('li').filter({ hasText: 'Xóa: Bà Lương Thị Ngọc Lan' });
    await item
      .getByText(/Trả lời chậm nhất ngày \d+\/\d+\/\d+, thực hiện chậm nhất ngày \d+\/\d+\/\d+/)
      .waitFor();
    await item.getByRole('button', { name: 'Đã trả lời' }).click();
    await item.getByText(/Đã trả lời\. Thực hiện chậm nhất/).waitFor();
    await item.getByRole('button', { name: 'Gia hạn' }).click();
    await item.getByLabel('Lý do').fill('Chờ xác minh');
    await item.getByRole('button', { name: 'Gia hạn' }).click();
    await item.getByRole('button', { name: 'Gia hạn' }).waitFor({ state: 'detached' });
    await shown(page, /Chờ xác minh/);
    await item.getByRole('button', { name: 'Đã thực hiện' }).click();
    await item.getByRole('alertdialog').getByRole('button', { name: 'Đã thực hiện' }).click();
    await item.getByRole('button').first().waitFor({ state: 'detached' });
    await item.getByText('Đã thực hiện').waitFor();
  });

  it('is linked to whom one picks of the list, and is among what is held of them', async () => {
    const place = await commune(app);
    const path = pathTo(ROUTES.participants, place.conference.id);
    const { items } = made(await app.organizer.get<List<Participant>>(path));
    const { fullName, code } = items[0]!;
    const { page, faults } = await onDataPage(place, { size: 'phone' });
    await page.getByRole('button', { name: 'Ghi yêu cầu' }).click();
    const name = page.locator('dialog input[name=person]');
    await name.fill(fullName.toLowerCase());
    await page.locator('dialog li', { hasText: code! }).getByRole('button', { name: 'Chọn' }).click();
    const picked = page.locator('dialog [data-picked]');
    await picked.getByText(fullName).waitFor();
    // The keyboard goes on where the choice was.
    await page.keyboard.press('Enter');
    await picked.waitFor({ state: 'detached' });
    await name.fill(code!);
    await page.locator('dialog li').waitFor();
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    await screenshot(page, 'data-pick-phone-vi-light');
    await page.locator('dialog li', { hasText: code! }).getByRole('button', { name: 'Chọn' }).click();
    await page.locator('dialog form button.primary').click();
    const item = page.locator('li').filter({ hasText: `Xem: ${fullName}` });
    await item.getByRole('link', { name: 'Có trong danh sách đại biểu' }).click();
    await page.getByRole('button', { name: `Sửa: ${fullName}` }).click();
    await page.getByRole('button', { name: 'Dữ liệu cá nhân…' }).click();
    await shown(page, /, 1 yêu cầu,/);
    expect(faults).toEqual([]);
  });

  it('whose day is over is marked as overdue', async () => {
    const place = await commune(app);
    await request(place, { receivedAt: '2026-01-05T02:00:00.000Z' });
    const { page } = await onDataPage(place);
    await page.locator('li').getByText('Đã quá hạn').waitFor();
  });
});

describe('the retention', () => {
  it('offers to sign once the conference is closed, and to take that back', async () => {
    const place = await commune(app);
    const { page, faults } = await onDataPage(place);
    const sign = page.getByRole('button', { name: 'Báo cáo đã ký' });
    await shown(page, /Đóng hội nghị trước/);
    expect(await sign.count()).toBe(0);
    await close(place);
    await page.reload();
    await sign.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Báo cáo đã ký' }).click();
    await shown(page, /Báo cáo đã ký \(.* ghi nhận lúc/);
    await page.getByRole('button', { name: 'Báo cáo chưa ký' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Báo cáo chưa ký' }).click();
    await sign.waitFor();
    expect(faults).toEqual([]);
  });
});

describe('a conference', () => {
  it('is deleted by an owner who types its name, and signs its consoles out', async () => {
    const place = await commune(app);
    const desk = await pairedConsole(browser, place);
    const { page } = await onDataPage(place);
    await page.getByRole('button', { name: 'Xóa hội nghị…' }).click();
    const go = page.getByRole('dialog').getByRole('button', { name: 'Xóa hội nghị' });
    await page.locator('dialog input[name=confirm]').fill('hoi-nghi-khac');
    expect(await go.isDisabled()).toBe(true);
    await page.locator('dialog input[name=confirm]').fill(place.conference.slug);
    await go.click();
    await page.waitForURL(/\/organizer$/);
    expect(await page.getByRole('link', { name: place.conference.slug }).count()).toBe(0);
    await desk.page.getByRole('heading', { name: 'Máy này không còn là bàn điểm danh' }).waitFor();
    expect((await app.organizer.get(pathTo(ROUTES.conference, place.conference.id))).status).toBe(404);
  });

  it('is offered for deletion to nobody but an owner', async () => {
    const place = await commune(app);
    await colleague(app, { login: 'khong-duoc-xoa', role: 'organizer' });
    const { page } = await colleaguesPage(browser, 'khong-duoc-xoa', dataPage(place));
    await shown(page, 'Thời hạn lưu trữ');
    await shown(page, /Báo cáo chưa ký nên/);
    expect(await page.getByRole('button', { name: 'Xóa hội nghị…' }).count()).toBe(0);
  });
});

describe('the page of personal data', () => {
  it.each(LOOKS)('%s, %s, %s: nothing runs over, and axe finds nothing', async (size, language, scheme) => {
    const place = await commune(app);
    await request(place, { receivedAt: '2026-01-05T02:00:00.000Z', note: 'Gửi thư, '.repeat(30) });
    await request(place, { kind: 'restrict', person: 'Nguyễn Thị Phương Dung' });
    await close(place);
    const { page } = await onDataPage(place, { size, language, scheme });
    await page.locator('main li button').first().waitFor();
    expect([await sidewaysScroll(page), await accessibilityFaults(page)]).toEqual([0, []]);
    await screenshot(page, `data-${size}-${language}-${scheme}`);
    await page
      .locator('main')
      .getByRole('button', { name: /^(Xóa hội nghị…|Delete the conference…)$/ })
      .click();
    await page.locator('dialog input[name=confirm]').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, `data-remove-${size}-${language}-${scheme}`);
  });
});
