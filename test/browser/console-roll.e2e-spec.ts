import { readFile } from 'node:fs/promises';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { screenshot } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { commune, eventually, storedOnDevice, pairedConsole, servedStates } from '../support/commune.js';
import { allPresent, choose, counts, fromMenu, line, marks, row, settled, tap } from '../support/roll.js';

const { app, browser } = await browserStories();

describe('the roll', () => {
  it('takes 15 people with three exceptions in seven taps, and the service agrees', async () => {
    const place = await commune(app);
    const { page, faults } = await pairedConsole(browser, place);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    await page.evaluate(`globalThis.taps = 0; addEventListener('click', () => (globalThis.taps += 1), true)`);
    await allPresent(page);
    await tap(page, 'Thân Thị Bình');
    await choose(page, 'Thân Thị Bình', 'Đi công tác');
    await tap(page, 'Trần Văn Minh');
    await choose(page, 'Trần Văn Minh', 'Ốm');
    await tap(page, 'Vũ Thị Nhàn');
    await choose(page, 'Vũ Thị Nhàn', 'Có phép');
    expect(await counts(page)).toBe('12 có mặt · 3 vắng · 0 chưa điểm danh');
    const taps = await page.evaluate<number>('globalThis.taps');
    expect(taps).toBe(7);
    // By the keystroke-level model (Card, Moran and Newell, 1980): to think, to point, to press.
    expect(taps * (1.35 + 1.1 + 0.2)).toBeLessThan(30);
    await marks(page, 'received', 15);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    await settled(page);
    const served = await servedStates(place);
    expect(Object.values(served).filter(({ state }) => state === 'in_person')).toHaveLength(11);
    expect(served).toMatchObject({
      'Thân Thị Bình': { state: 'absent', reason: 'business_trip' },
      'Trần Văn Minh': { state: 'absent', reason: 'sick' },
      'Vũ Thị Nhàn': { state: 'absent', reason: 'excused' },
      'Ngô Xuân Phúc': { state: 'online' },
    });
    expect(faults).toEqual([]);
  });

  it('records own words, online, left and back again', async () => {
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
    expect(await servedStates(place)).toMatchObject({
      'Nguyễn Văn An': { state: 'absent', reason: 'Trực bão' },
      'Đỗ Đức Cường': { state: 'online' },
      'Chu Thị Thủy': { state: 'left' },
    });
    await tap(page, 'Chu Thị Thủy');
    await settled(page);
    expect((await servedStates(place))['Chu Thị Thủy']).toMatchObject({ state: 'in_person' });
  });

  it('counts a walk-in and a substitute, with name and unit', async () => {
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
    await row(page, 'Thân Thị Bình').first().getByText('Vắng: có Thân Văn Thay dự thay').waitFor();
    expect(await counts(page)).toBe('0/15 có mặt + 2 ngoài danh sách · 1 vắng · 14 chưa điểm danh');
    await settled(page);
    await marks(page, 'received', 3);
    expect(await servedStates(place)).toEqual({
      'Bùi Văn Khách': { state: 'in_person', reason: null },
      'Thân Thị Bình': { state: 'absent', reason: 'unknown' },
      'Thân Văn Thay': { state: 'in_person', reason: null },
    });
    await page.reload();
    await eventually(() => page.locator('[data-person]').count(), 17);
    expect(faults).toEqual([]);
  });

  it('undoes at the mark, all at once, and from the list', async () => {
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
    await fromMenu(page, 'Lịch sử');
    await page.locator('dialog').waitFor();
    expect(await page.locator('dialog li').count()).toBe(4);
    await screenshot(page, 'console-history');
    await page.locator('dialog li').first().getByRole('button', { name: 'Hoàn tác' }).click();
    await page.keyboard.press('Escape');
    await settled(page);
    expect(await servedStates(place)).toEqual({ 'Lê Hữu Sơn': { state: 'in_person', reason: null } });
    expect((await storedOnDevice(page)).made).toBe(1 + 1 + 15 + 15 + 2 + 1);
  });

  it('finds without diacritics while typing, and marks the owner of a scanned code', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    const search = page.getByRole('searchbox');
    await search.fill('do duc cuong');
    await eventually(() => page.locator('[data-person]').count(), 1);
    await search.fill('cong an');
    await eventually(
      () =>
        page
          .locator('[data-person]')
          .allInnerTexts()
          .then((texts) => texts.map((text) => text.split('\n')[0])),
      ['Đỗ Đức Cường'],
    );
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
    await page.getByText('Không ai có mã này').waitFor();
    await settled(page);
    expect((await storedOnDevice(page)).made).toBe(1);
  });

  it('is taken by keyboard alone', async () => {
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
    expect(
      Object.values(served)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['absent', 'in_person']);
    expect(Object.values(served).find(({ state }) => state === 'absent')?.reason).not.toBe('unknown');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
  });

  it('says that a checkpoint is not open yet, and records nothing', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await page.getByLabel('Mốc điểm danh').selectOption(place.closing.id);
    await page.getByText('Mốc “Bế mạc” mở lúc').waitFor();
    await row(page, 'Nguyễn Văn An').locator('[data-row]').click({ force: true });
    expect((await storedOnDevice(page)).made).toBe(0);
  });

  it('tells the organizers how picture and sound are', async () => {
    const place = await commune(app);
    const { page } = await pairedConsole(browser, place);
    await line(page, 'Đã kết nối · 0 chờ gửi');
    await page.getByRole('button', { name: 'Tín hiệu' }).click();
    await page.getByRole('group', { name: 'Tiếng' }).getByRole('button', { name: 'Kém' }).click();
    await page.getByText('Ban tổ chức đã nhận').waitFor();
    await page.getByRole('button', { name: 'Tín hiệu kém' }).waitFor();
    const board = await app.organizer.get<{ sites: { signal: unknown; presence: { state: string } }[] }>(
      pathTo(ROUTES.board, place.conference.id),
    );
    expect(board.body.sites[0]).toMatchObject({
      signal: { picture: 'ok', sound: 'bad' },
      presence: { state: 'online' },
    });
  });
});

describe('a roll of 300', () => {
  it('is marked in two batches, found in, and drawn row by row', async () => {
    const place = await commune(app, 300);
    const { page } = await pairedConsole(browser, place, { size: 'desk' });
    await eventually(() => page.locator('[data-person]').count(), 300);
    await allPresent(page);
    await settled(page);
    await page.getByRole('searchbox').fill('phuc 1');
    await eventually(() => page.locator('[data-person]').count(), 11);
    await page.getByRole('searchbox').fill('');
    await page.evaluate(
      `window.drawn = new Set();
      const note = ({ target }) => {
        const element = target.closest ? target : target.parentElement;
        window.drawn.add(element.closest('[data-person]')?.dataset.person);
      };
      new MutationObserver((changes) => changes.forEach(note)).observe(document.querySelector('main'), {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });`,
    );
    await page.locator('[data-row]').nth(40).click();
    await marks(page, 'received', 300);
    await settled(page);
    // The one that was tapped, and the one that gave the keyboard's place to it.
    expect(await page.evaluate(`[...window.drawn].filter(Boolean).length`)).toBeLessThanOrEqual(2);
  });
});

describe('materials', () => {
  it('arrive whole, under their own name', async () => {
    const place = await commune(app);
    const content = `%PDF-1.7\n${'x'.repeat(50_000)}\n%%EOF`;
    await app.organizer.upload(
      pathTo(ROUTES.materials, place.conference.id),
      { name: 'Tài liệu điểm cầu.pdf', type: 'application/pdf', content },
      { title: 'Tài liệu cho điểm cầu', audience: 'coordinators' },
    );
    const { page, faults } = await pairedConsole(browser, place);
    await page.getByRole('button', { name: 'Tài liệu (1)' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Tải về' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Tài liệu điểm cầu.pdf');
    expect(await readFile(await download.path(), 'utf8')).toBe(content);
    expect(faults).toEqual([]);
  });
});
