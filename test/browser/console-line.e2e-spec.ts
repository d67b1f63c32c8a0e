import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { accessibilityFaults, screenshot } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import {
  commune,
  eventually,
  storedOnDevice,
  pairedConsole,
  pairingFor,
  revoke,
  servedStates,
  unaccounted,
} from '../support/commune.js';
import { allPresent, choose, counts, line, marks, row, settled, tap } from '../support/roll.js';

const { app, browser } = await browserStories();
const API = '**/api/v1/**';

describe('with the line cut', () => {
  it('works on, says so, keeps waiting entries over a reload, and sends them later', async () => {
    const place = await commune(app);
    const watched = await pairedConsole(browser, place);
    const { page } = watched;
    await tap(page, 'Nguyễn Văn An');
    await marks(page, 'received', 1);
    await page.route(API, (route) => route.abort());
    await tap(page, 'Thân Thị Bình');
    await eventually(
      () =>
        page
          .getByTestId('line')
          .innerText()
          .then((text) =>
            /^Mất kết nối từ \d\d:\d\d\. 1 lượt đã lưu trên máy này, sẽ gửi khi có mạng\.$/.test(text),
          ),
      true,
    );
    await allPresent(page);
    await marks(page, 'saved', 14);
    await screenshot(page, 'console-offline-phone');
    expect(await unaccounted(page)).toBe(0);
    await page.reload();
    await marks(page, 'saved', 14);
    expect(await storedOnDevice(page)).toMatchObject({ made: 15, received: 1, waiting: 14 });
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
  ])('treats %s as no connection, and loses nothing', async (_name, answer) => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.route(API, (route) => route.fulfill(answer));
    await allPresent(page);
    await eventually(
      () =>
        page
          .getByTestId('line')
          .innerText()
          .then((text) => text.startsWith('Mất kết nối')),
      true,
    );
    expect(await storedOnDevice(page)).toMatchObject({ made: 15, waiting: 15, members: 15 });
    await page.unroute(API);
    await marks(page, 'received', 15);
    await settled(page);
  });

  it('a lost answer makes a duplicate, never a second mark', async () => {
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
    await eventually(async () => (await storedOnDevice(page)).duplicate, 15);
    await settled(page);
    const ledger = await app.organizer.get<{ items: unknown[] }>(pathTo(ROUTES.ledger, place.conference.id));
    expect(ledger.body.items).toHaveLength(15);
  });

  it('a refused entry stays here with its reason, and can be sent again', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.route('**/attendance', async (route) => {
      const { entries } = route.request().postDataJSON() as { entries: { id: string }[] };
      await route.fulfill({
        json: {
          seq: 1,
          receipts: entries.map(({ id }) => ({ id, outcome: 'refused', code: 'checkpoint.not-open' })),
        },
      });
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
    expect(await storedOnDevice(page)).toMatchObject({ made: 1, received: 1, refused: 0 });
  });
});

describe('two consoles of one site', () => {
  it('work side by side, one offline for a while, and show the same in the end', async () => {
    const place = await commune(app);
    const [a, b] = [
      await pairedConsole(browser, place),
      await pairedConsole(browser, place, { size: 'desk' }),
    ];
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
    expect(await servedStates(place)).toEqual({
      'Nguyễn Văn An': { state: 'in_person', reason: null },
      'Thân Thị Bình': { state: 'absent', reason: 'sick' },
      'Đỗ Đức Cường': { state: 'in_person', reason: null },
    });
  });

  it.each([
    ['vi', 'đang mở ở hơn một thẻ trình duyệt'],
    ['en', 'open in several browser tabs'],
  ] as const)(
    'two tabs of one console make one queue, and both say that there are two (%s)',
    async (language, says) => {
      const place = await commune(app);
      const first = await pairedConsole(browser, place, { language });
      const second = await browser.open('/console', { in: first.page.context() });
      await second.page.locator('[data-person]').first().waitFor();
      await tap(second.page, 'Nguyễn Văn An');
      await tap(first.page, 'Đỗ Đức Cường');
      for (const { page } of [first, second]) await page.getByText(says).waitFor();
      for (const { page } of [first, second]) await marks(page, 'received', 2);
      await settled(first.page);
      expect(await storedOnDevice(second.page)).toMatchObject({ made: 2, received: 2, duplicate: 0 });
      await second.page.close({ runBeforeUnload: true });
      await first.page.getByText(says).waitFor({ state: 'detached' });
    },
  );
});

describe('a revoked device', () => {
  it('loses its roster at once, keeps unsent entries in sight, and sends them after a pairing', async () => {
    const place = await commune(app);
    const { page, expectFault, faults } = await pairedConsole(browser, place);
    for (const way of ['**/attendance', '**/quarantine']) await page.route(way, (route) => route.abort());
    await tap(page, 'Nguyễn Văn An');
    await marks(page, 'saved', 1);
    await revoke(place);
    await page.getByText('Ban tổ chức đã thu hồi quyền của máy này').waitFor();
    await page.getByText('1 lượt chưa gửi vẫn được giữ trên máy này').waitFor();
    await screenshot(page, 'console-revoked');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await storedOnDevice(page)).toMatchObject({ members: 0, waiting: 1 });
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
});
