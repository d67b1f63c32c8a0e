import type { LedgerEntry } from '../../src/contract/attendance.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Roster } from '../../src/contract/roster.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
import { accessibilityFaults, screenshot } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { type Commune, commune, eventually, pairedConsole } from '../support/commune.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import {
  allPresent,
  choose,
  confirmRoll,
  counts,
  fromMenu,
  marks,
  row,
  settled,
  tap,
} from '../support/roll.js';

const { app, browser } = await browserStories();
afterEach(closePages);

/** More than the console may be mistaken about how far its clock is off. */
const A_MOMENT = 2_000;
const closing = async ({ site, opening }: Commune) =>
  (await app.organizer.get<Roster>(pathTo(ROUTES.roster, site.id))).body.confirmations.find(
    ({ checkpointId }) => checkpointId === opening.id,
  );
const ledger = async ({ conference }: Commune) =>
  (await app.organizer.get<ListPage<LedgerEntry>>(`${pathTo(ROUTES.ledger, conference.id)}?limit=500`)).body
    .items;
const button = (page: Parameters<typeof row>[0], name: string) =>
  page.getByRole('button', { name, exact: true });

describe('confirming the roll', () => {
  it('works offline and is received later; changes after it need a reason', async () => {
    const place = await commune(app);
    const { page, faults } = await pairedConsole(browser, place, { size: 'phone' });
    await allPresent(page);
    await tap(page, 'Thân Thị Bình');
    await choose(page, 'Thân Thị Bình', 'Ốm');
    await page.context().setOffline(true);
    await button(page, 'Chốt').click();
    await page.getByText('Danh sách có 13 người đang có mặt tại phòng.').waitFor();
    // Nobody confirms a number that was not counted.
    const heads = page.getByLabel('Số người đếm được trong phòng');
    expect(await heads.inputValue()).toBe('');
    await page.keyboard.press('Enter');
    expect(await heads.getAttribute('aria-invalid')).toBe('true');
    await heads.fill('14');
    await page.getByText('Trong phòng nhiều hơn danh sách 1 người.').waitFor();
    await page.getByLabel('Vì sao lệch, nếu biết').fill('Lái xe ngồi cùng');
    await screenshot(page, 'console-closing-dialog');
    expect(await accessibilityFaults(page)).toEqual([]);
    await button(page, 'Chốt điểm danh').click();
    await page
      .getByTestId('closing')
      .getByText(/Đã chốt lúc .*: 14 người/)
      .waitFor();
    await page.getByTestId('closing').getByText('đã lưu').waitFor();
    await screenshot(page, 'console-closed-offline');
    expect(await row(page, 'Trần Văn Minh').locator('[data-row]').getAttribute('aria-disabled')).toBe('true');
    expect(await counts(page)).toContain('14 có mặt · 1 vắng');

    await page.context().setOffline(false);
    await settled(page);
    await eventually(
      async () => [
        (await closing(place))?.state,
        (await closing(place))?.headcount,
        (await closing(place))?.note,
      ],
      ['confirmed', 14, 'Lái xe ngồi cùng'],
    );

    await button(page, 'Sửa sau khi chốt').click();
    await page.getByLabel('Lý do sửa').fill('Anh Minh về sớm');
    await button(page, 'Bắt đầu sửa').click();
    await tap(page, 'Trần Văn Minh');
    await choose(page, 'Trần Văn Minh', 'Có phép');
    await settled(page);
    expect(
      (await ledger(place))
        .filter(({ amendment }) => amendment !== null)
        .map(({ kind, reason, amendment }) => [kind, reason, amendment]),
    ).toEqual([
      ['absent', 'unknown', 'Anh Minh về sớm'],
      ['absent', 'excused', 'Anh Minh về sớm'],
    ]);
    await button(page, 'Sửa xong').click();
    await screenshot(page, 'console-closed');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  });

  it('is undone by the same device, and reopened by organizers with a reason', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await allPresent(page);
    await confirmRoll(page, 14);
    await eventually(async () => (await closing(place))?.state, 'confirmed');
    await button(page, 'Bỏ chốt').click();
    await eventually(async () => (await closing(place))?.state, 'open');
    await confirmRoll(page, 14);
    await eventually(async () => (await closing(place))?.state, 'confirmed');
    await new Promise((done) => setTimeout(done, A_MOMENT));
    const organizer = await signedInPage(browser);
    await organizer.page.goto(`${app.url}/organizer/c/${place.conference.slug}/board`);
    await organizer.page
      .getByRole('button', { name: /Xã Đồng Tiến/ })
      .first()
      .click();
    await organizer.page.getByText('Đã chốt: 14 người, khớp với danh sách.').waitFor();
    await button(organizer.page, 'Mở lại điểm danh').click();
    await organizer.page.getByLabel('Vì sao mở lại').fill('Đếm lại giúp');
    await screenshot(organizer.page, 'board-reopen');
    await button(organizer.page, 'Mở lại điểm danh').click();
    await eventually(async () => (await closing(place))?.reason, 'Đếm lại giúp');
    await page.getByText('Ban tổ chức đã mở lại mốc này: Đếm lại giúp').waitFor();
    await tap(page, 'Trần Văn Minh');
    await settled(page);
    expect((await ledger(place)).at(-1)).toMatchObject({ kind: 'absent', amendment: null });
  });

  it('shows a refusal after another console’s confirmation, and sends again with a reason', async () => {
    const place = await commune(app);
    const [first, second] = [await pairedConsole(browser, place), await pairedConsole(browser, place)];
    await allPresent(first.page);
    await settled(first.page);
    await marks(second.page, 'received', 15);
    await second.page.context().setOffline(true);
    await confirmRoll(first.page, 14);
    await eventually(async () => (await closing(place))?.state, 'confirmed');
    await tap(second.page, 'Vũ Thị Nhàn');
    await second.page.context().setOffline(false);
    await second.page.getByText('1 lượt bị máy chủ từ chối').waitFor();
    await button(second.page, 'Xem').click();
    await second.page.getByRole('textbox', { name: 'Lý do sửa' }).fill('Chị Nhàn đi họp huyện');
    await screenshot(second.page, 'console-closing-refused');
    await button(second.page, 'Gửi lại').click();
    await settled(second.page);
    expect((await ledger(place)).at(-1)).toMatchObject({
      kind: 'absent',
      amendment: 'Chị Nhàn đi họp huyện',
    });
  });
});

describe('what was taken on paper', () => {
  it('is entered later with its true time, and is marked as late', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await fromMenu(page, 'Nhập từ giấy');
    await page.getByLabel('Giờ ghi trên giấy (hôm nay)').fill('00:00');
    await screenshot(page, 'console-paper');
    await button(page, 'Bắt đầu nhập').click();
    await tap(page, 'Nguyễn Văn An');
    await button(page, 'Nhập xong').click();
    await tap(page, 'Đỗ Đức Cường');
    await settled(page);
    const midnight = await page.evaluate(() => new Date(new Date().setHours(0, 0, 0, 0)).toISOString());
    const [paper, roll] = await ledger(place);
    expect([paper!.method, paper!.recordedAt, roll!.method]).toEqual(['paper', midnight, 'roll_call']);
    expect(roll!.recordedAt > paper!.recordedAt).toBe(true);
    expect(roll!.clockOffset).not.toBeNull();
  });
});
