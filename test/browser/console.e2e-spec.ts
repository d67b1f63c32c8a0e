import type { Page } from 'playwright-core';
import type { Device } from '../../src/contract/auth.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { accessibilityFaults, screenshot, sidewaysScroll, TestBrowser } from '../support/browser.js';
import { type Commune, commune, eventually, kept, pairedConsole, pairingFor, servedStates, unaccounted } from '../support/commune.js';

let app: TestApp;
let browser: TestBrowser;
beforeAll(async () => {
  app = await startTestApp();
  browser = await TestBrowser.launch(app);
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const row = (page: Page, name: string) => page.locator('[data-person]', { hasText: name });
const tap = (page: Page, name: string) => row(page, name).locator('[data-row]').click();
const choose = (page: Page, name: string, choice: string) => row(page, name).getByRole('button', { name: choice, exact: true }).click();
const allPresent = (page: Page) => page.getByRole('button', { name: /^(Có mặt tất cả|All present)/ }).click();
const marks = (page: Page, how: string, count: number) => eventually(() => page.locator(`[data-mark="${how}"]`).count(), count);
const line = (page: Page, text: string) => eventually(() => page.getByTestId('line').innerText(), text);
const counts = (page: Page) => page.getByTestId('counts').innerText();
/** Nothing waits any more, and nothing that was made is missing. */
async function settled(page: Page): Promise<void> {
  await eventually(async () => (await kept(page)).waiting, 0);
  expect(await unaccounted(page)).toBe(0);
}
const API = '**/api/v1/**';

describe('pairing', () => {
  it('by link: the code leaves the address, the roll opens, and opens straight away the next time', async () => {
    const place = await commune(app);
    const { code } = await pairingFor(place);
    const { page, faults } = await browser.open(`/console#pair=${code}`);
    expect(await page.locator('input[name=deviceName]').inputValue()).not.toBe('');
    await page.locator('input[name=deviceName]').fill('Máy văn phòng');
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    await eventually(() => page.locator('[data-person]').count(), 15);
    expect(page.url()).toBe(`${app.url}/console`);
    const devices = await app.organizer.get<{ items: Device[] }>(pathTo(ROUTES.devices, place.site.id));
    expect(devices.body.items.map(({ name }) => name)).toEqual(['Máy văn phòng']);
    await page.reload();
    await eventually(() => page.locator('[data-person]').count(), 15);
    expect(faults).toEqual([]);
  });

  it('by typing; a code is good once, and a wrong one says so in plain words', async () => {
    const place = await commune(app);
    const { code } = await pairingFor(place);
    const first = await browser.open('/console');
    await first.page.locator('input[name=code]').fill(code.toLowerCase());
    await first.page.getByRole('button', { name: 'Bắt đầu' }).click();
    await first.page.locator('[data-person]').first().waitFor();
    const second = await browser.open(`/console#pair=${code}`);
    await second.page.getByRole('button', { name: 'Bắt đầu' }).click();
    await second.page.getByText('Mã ghép sai, đã dùng hoặc hết hạn').waitFor();
    expect(second.page.url()).toBe(`${app.url}/console`);
    second.expectFault(/401/);
    expect([...first.faults, ...second.faults]).toEqual([]);
  });

  it("takes nobody's sign-in away in the same browser", async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    expect(await page.context().cookies()).toEqual([]);
  });
});

describe('the roll', () => {
  it('15 people with three exceptions: seven taps, all received, and the service says the same', async () => {
    const place = await commune(app);
    const { page, faults } = await pairedConsole(browser, place);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    await allPresent(page);
    await tap(page, 'Thân Thị Bình');
    await choose(page, 'Thân Thị Bình', 'Đi công tác');
    await tap(page, 'Trần Văn Minh');
    await choose(page, 'Trần Văn Minh', 'Ốm');
    await tap(page, 'Vũ Thị Nhàn');
    await choose(page, 'Vũ Thị Nhàn', 'Có phép');
    expect(await counts(page)).toBe('12 có mặt · 3 vắng · 0 chưa điểm danh');
    await marks(page, 'received', 15);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    await settled(page);
    const served = await servedStates(place);
    expect(Object.values(served).filter(({ state }) => state === 'in_person')).toHaveLength(11);
    expect(served).toMatchObject({
      'Thân Thị Bình': { state: 'absent', reason: 'business_trip' }, 'Trần Văn Minh': { state: 'absent', reason: 'sick' }, 'Vũ Thị Nhàn': { state: 'absent', reason: 'excused' }, 'Ngô Xuân Phúc': { state: 'online' },
    });
    expect(faults).toEqual([]);
  });

  it('own words, online, left and back again', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await tap(page, 'Nguyễn Văn An');
    await tap(page, 'Nguyễn Văn An');
    await choose(page, 'Nguyễn Văn An', 'Lý do khác');
    await row(page, 'Nguyễn Văn An').getByLabel('Ghi lý do').fill('Trực bão');
    await page.keyboard.press('Enter');
    await row(page, 'Đỗ Đức Cường').locator('[data-more]').click();
    await choose(page, 'Đỗ Đức Cường', 'Trực tuyến');
    await tap(page, 'Chu Thị Thủy');
    await row(page, 'Chu Thị Thủy').locator('[data-more]').click();
    await choose(page, 'Chu Thị Thủy', 'Đã rời');
    await settled(page);
    expect(await servedStates(place)).toMatchObject({ 'Nguyễn Văn An': { state: 'absent', reason: 'Trực bão' }, 'Đỗ Đức Cường': { state: 'online' }, 'Chu Thị Thủy': { state: 'left' } });
    await tap(page, 'Chu Thị Thủy');
    await settled(page);
    expect((await servedStates(place))['Chu Thị Thủy']).toMatchObject({ state: 'in_person' });
  });

  it('a walk-in and a substitute come with name and unit, and count', async () => {
    const place = await commune(app);
    const { page, faults } = await pairedConsole(browser, place);
    await page.getByRole('button', { name: '+ Khách' }).click();
    await page.getByRole('button', { name: 'Ghi có mặt' }).click();
    await page.getByText('Hãy ghi họ và tên.').waitFor();
    await page.getByLabel('Họ và tên').fill('Bùi  Văn Khách');
    await page.getByLabel('Đơn vị', { exact: true }).fill('Viễn thông Bắc Giang');
    await page.keyboard.press('Enter');
    await row(page, 'Thân Thị Bình').locator('[data-more]').click();
    await choose(page, 'Thân Thị Bình', 'Có người thay');
    await page.getByLabel('Họ và tên').fill('Thân Văn Thay');
    await page.getByRole('button', { name: 'Ghi có mặt' }).click();
    await row(page, 'thay Thân Thị Bình').waitFor();
    expect(await counts(page)).toBe('2 có mặt · 1 vắng · 14 chưa điểm danh');
    await settled(page);
    await marks(page, 'received', 3);
    expect(await servedStates(place)).toEqual({ 'Bùi Văn Khách': { state: 'in_person', reason: null }, 'Thân Thị Bình': { state: 'absent', reason: 'unknown' }, 'Thân Văn Thay': { state: 'in_person', reason: null } });
    await page.reload();
    await eventually(() => page.locator('[data-person]').count(), 17);
    expect(faults).toEqual([]);
  });

  it('undoes at the mark, everything at once, and from the list', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await tap(page, 'Nguyễn Văn An');
    await row(page, 'Nguyễn Văn An').getByRole('button', { name: 'Hoàn tác' }).click();
    await eventually(() => counts(page), '0 có mặt · 0 vắng · 15 chưa điểm danh');
    await allPresent(page);
    await page.getByRole('button', { name: 'Hoàn tác 15 lượt' }).click();
    await eventually(() => counts(page), '0 có mặt · 0 vắng · 15 chưa điểm danh');
    await tap(page, 'Lê Hữu Sơn');
    await tap(page, 'Lê Hữu Sơn');
    await page.getByRole('button', { name: 'Đã làm' }).click();
    expect(await page.locator('dialog li').count()).toBe(4);
    await screenshot(page, 'console-history');
    await page.locator('dialog li').first().getByRole('button', { name: 'Hoàn tác' }).click();
    await page.keyboard.press('Escape');
    await settled(page);
    expect(await servedStates(place)).toEqual({ 'Lê Hữu Sơn': { state: 'in_person', reason: null } });
    expect((await kept(page)).made).toBe(1 + 1 + 15 + 15 + 2 + 1);
  });

  it('finds without diacritics as one types, and a code typed by a scanner marks its owner', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    const search = page.getByRole('searchbox');
    await search.fill('do duc cuong');
    await eventually(() => page.locator('[data-person]').count(), 1);
    await search.fill('cong an');
    await eventually(() => page.locator('[data-person]').allInnerTexts().then((texts) => texts.map((text) => text.split('\n')[0])), ['Đỗ Đức Cường']);
    await search.fill('khong ai');
    await page.getByText('Không có ai khớp').waitFor();
    await search.fill('dt-006');
    await page.keyboard.press('Enter');
    await page.getByText('Hoàng Thị Hường có mặt').waitFor();
    await search.fill(`${app.url}/c/${place.conference.slug}#code=DT006`);
    await page.keyboard.press('Enter');
    await page.getByText('Hoàng Thị Hường đã điểm danh rồi').waitFor();
    await search.fill('XX999');
    await page.keyboard.press('Enter');
    await page.getByText('Mã này không có trong danh sách').waitFor();
    await settled(page);
    expect((await kept(page)).made).toBe(1);
  });

  it('goes by keyboard all the way', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place, { size: 'desk' });
    await page.locator('[data-row]').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await settled(page);
    const served = await servedStates(place);
    expect(Object.values(served).map(({ state }) => state).sort()).toEqual(['absent', 'in_person']);
    expect(Object.values(served).find(({ state }) => state === 'absent')?.reason).not.toBe('unknown');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
  });

  it('says before a checkpoint opens that it is not open, and takes nothing', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.getByLabel('Mốc điểm danh').selectOption(place.closing.id);
    await page.getByText('Mốc “Bế mạc” mở lúc').waitFor();
    await row(page, 'Nguyễn Văn An').locator('[data-row]').click({ force: true });
    expect((await kept(page)).made).toBe(0);
  });

  it('tells the organizers how picture and sound are', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    await page.getByRole('group', { name: 'Tiếng' }).getByRole('button', { name: 'Kém' }).click();
    await page.getByText('Ban tổ chức đã nhận').waitFor();
    const board = await app.organizer.get<{ sites: { signal: unknown; presence: { state: string } }[] }>(pathTo(ROUTES.board, place.conference.id));
    expect(board.body.sites[0]).toMatchObject({ signal: { picture: 'ok', sound: 'bad' }, presence: { state: 'online' } });
  });
});

describe('with the line cut', () => {
  it('goes on, says so, keeps what waits over a reload, and sends it when the line is back', async () => {
    const place = await commune(app);
    const watched = await pairedConsole(browser, place);
    const { page } = watched;
    await tap(page, 'Nguyễn Văn An');
    await marks(page, 'received', 1);
    await page.route(API, (route) => route.abort());
    await tap(page, 'Thân Thị Bình');
    await eventually(() => page.getByTestId('line').innerText().then((text) => /^Mất kết nối từ \d\d:\d\d\. 1 lượt đã lưu trên máy này, sẽ gửi khi có mạng\.$/.test(text)), true);
    await allPresent(page);
    await marks(page, 'saved', 14);
    await screenshot(page, 'console-offline-phone');
    expect(await unaccounted(page)).toBe(0);
    await page.reload();
    await marks(page, 'saved', 14);
    expect(await kept(page)).toMatchObject({ made: 15, received: 1, waiting: 14 });
    await page.unroute(API);
    await marks(page, 'received', 15);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    await settled(page);
    expect(Object.keys(await servedStates(place))).toHaveLength(15);
    watched.expectFault(/ERR_FAILED/);
    expect(watched.faults).toEqual([]);
  });

  it.each<[string, { status: number; contentType: string; body: string }]>([
    ["a captive portal's page", { status: 200, contentType: 'text/html', body: '<h1>Wi-Fi</h1>' }],
    ["a proxy's 502", { status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }],
    ["a portal's 401", { status: 401, contentType: 'application/json', body: '{"code":"auth.ended"}' }],
  ])('takes %s for no connection, and loses nothing', async (_name, answer) => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.route(API, (route) => route.fulfill(answer));
    await allPresent(page);
    await eventually(() => page.getByTestId('line').innerText().then((text) => text.startsWith('Mất kết nối')), true);
    expect(await kept(page)).toMatchObject({ made: 15, waiting: 15, members: 15 });
    await page.unroute(API);
    await marks(page, 'received', 15);
    await settled(page);
  });

  it('an answer that is lost on the way makes a duplicate, never a second mark', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    let isLost = true;
    await page.route('**/attendance', async (route) => {
      await route.fetch();
      if (isLost) await route.abort();
      else await route.fallback();
      isLost = false;
    });
    await allPresent(page);
    await eventually(async () => (await kept(page)).duplicate, 15);
    await settled(page);
    const ledger = await app.organizer.get<{ items: unknown[] }>(pathTo(ROUTES.ledger, place.conference.id));
    expect(ledger.body.items).toHaveLength(15);
  });

  it('what the service refuses stays here with its reason, and can be sent again', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.route('**/attendance', async (route) => {
      const { entries } = route.request().postDataJSON() as { entries: { id: string }[] };
      await route.fulfill({ json: { seq: 1, receipts: entries.map(({ id }) => ({ id, outcome: 'refused', code: 'checkpoint.not-open' })) } });
    });
    await tap(page, 'Lê Hữu Sơn');
    await marks(page, 'refused', 1);
    expect(await row(page, 'Lê Hữu Sơn').innerText()).toContain('bị từ chối: Mốc điểm danh chưa mở');
    await page.unroute('**/attendance');
    await page.getByRole('button', { name: 'Xem' }).click();
    await screenshot(page, 'console-trouble');
    await page.getByRole('button', { name: 'Gửi lại' }).click();
    await eventually(async () => Object.keys(await servedStates(place)), ['Lê Hữu Sơn']);
    await settled(page);
    expect(await kept(page)).toMatchObject({ made: 1, received: 1, refused: 0 });
  });
});

describe('two consoles of one site', () => {
  it('work side by side, one of them without a line for a while, and end equal', async () => {
    const place = await commune(app);
    const [a, b] = [await pairedConsole(browser, place), await pairedConsole(browser, place, { size: 'desk' })];
    await tap(a.page, 'Nguyễn Văn An');
    await eventually(() => row(b.page, 'Nguyễn Văn An').getAttribute('data-state'), 'in_person');
    await b.page.route(API, (route) => route.abort());
    await tap(b.page, 'Thân Thị Bình');
    await tap(b.page, 'Thân Thị Bình');
    await choose(b.page, 'Thân Thị Bình', 'Ốm');
    await tap(a.page, 'Đỗ Đức Cường');
    await b.page.unroute(API);
    for (const { page } of [a, b]) {
      await settled(page);
      await eventually(() => row(page, 'Thân Thị Bình').getAttribute('data-state'), 'absent');
      await eventually(() => counts(page), '2 có mặt · 1 vắng · 12 chưa điểm danh');
    }
    expect(await servedStates(place)).toEqual({ 'Nguyễn Văn An': { state: 'in_person', reason: null }, 'Thân Thị Bình': { state: 'absent', reason: 'sick' }, 'Đỗ Đức Cường': { state: 'in_person', reason: null } });
  });

  it('two tabs of one console make one queue', async () => {
    const place = await commune(app);
    const first = await pairedConsole(browser, place);
    const second = await browser.open('/console', { in: first.page.context() });
    await second.page.locator('[data-person]').first().waitFor();
    await tap(second.page, 'Nguyễn Văn An');
    await tap(first.page, 'Đỗ Đức Cường');
    for (const { page } of [first, second]) await marks(page, 'received', 2);
    await settled(first.page);
    expect(await kept(second.page)).toMatchObject({ made: 2, received: 2, duplicate: 0 });
  });
});

describe('a revoked device', () => {
  const revoke = async ({ site }: Commune): Promise<void> => {
    const { body } = await app.organizer.get<{ items: Device[] }>(pathTo(ROUTES.devices, site.id));
    for (const { id } of body.items) await app.organizer.delete(pathTo(ROUTES.device, id));
  };

  it('is out at once: no roster left, what was not sent kept in sight, and it can be paired again', async () => {
    const place = await commune(app);
    const { page, expectFault, faults } = await pairedConsole(browser, place);
    await page.route('**/attendance', (route) => route.abort());
    await tap(page, 'Nguyễn Văn An');
    await marks(page, 'saved', 1);
    await revoke(place);
    await page.getByText('Ban tổ chức đã thu hồi quyền của máy này').waitFor();
    await page.getByText('1 lượt chưa gửi vẫn được giữ trên máy này').waitFor();
    await screenshot(page, 'console-revoked');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await kept(page)).toMatchObject({ members: 0, waiting: 1 });
    await page.reload();
    await page.getByText('1 lượt chưa gửi vẫn được giữ').waitFor();
    await page.unroute('**/attendance');
    await page.getByRole('button', { name: 'Ghép lại' }).click();
    await page.locator('input[name=code]').fill((await pairingFor(place)).code);
    await page.getByRole('button', { name: 'Bắt đầu' }).click();
    await page.getByText('1 lượt của lần ghép trước chưa gửi').waitFor();
    expect(await servedStates(place)).toEqual({});
    await page.getByRole('button', { name: 'Xem' }).click();
    await page.getByRole('button', { name: 'Gửi bằng lần ghép này' }).click();
    await eventually(async () => Object.keys(await servedStates(place)), ['Nguyễn Văn An']);
    await settled(page);
    expectFault(/ERR_FAILED/);
    expect(faults.filter((fault) => !/401/.test(fault))).toEqual([]);
  });

  it('without a line is out at its next contact', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.context().setOffline(true);
    await tap(page, 'Nguyễn Văn An');
    await marks(page, 'saved', 1);
    await revoke(place);
    await page.context().setOffline(false);
    await page.getByText('Ban tổ chức đã thu hồi quyền của máy này').waitFor();
    expect(await kept(page)).toMatchObject({ members: 0, waiting: 1 });
  });
});

describe.each([['phone', 'vi', 'light'], ['phone', 'en', 'dark'], ['desk', 'vi', 'dark'], ['desk', 'en', 'light']] as const)('on a %s, in %s, %s', (size, language, scheme) => {
  const name = `console-${size}-${language}-${scheme}`;
  it('everybody can read and use it, and nothing scrolls sideways', async () => {
    const place = await commune(app);
    const { code } = await pairingFor(place);
    const { page, faults } = await browser.open(`/console#pair=${code}`, { size, language, scheme });
    await page.locator('form button.primary').waitFor();
    await screenshot(page, `${name}-pairing`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('form button.primary').click();
    await page.locator('[data-person]').first().waitFor();
    await screenshot(page, `${name}-fresh`);
    expect(await accessibilityFaults(page)).toEqual([]);
    await allPresent(page);
    await tap(page, 'Trần Văn Minh');
    await row(page, 'Trần Văn Minh').locator('.chip').nth(1).click();
    await tap(page, 'Giáp Văn Định');
    await marks(page, 'received', 15);
    await screenshot(page, `${name}-roll`);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    expect(faults).toEqual([]);
  });
});
