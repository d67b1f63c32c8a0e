import { afterEach, describe, expect, it } from '@jest/globals';
import type { Participant } from '../../src/contract/participant.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Site } from '../../src/contract/site.js';
import type { Page as ListPage } from '../../src/contract/wire.js';
import { accessibilityFaults, screenshot, sidewaysScroll } from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { commune } from '../support/commune.js';
import { made } from '../support/hall.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { pagesPrinted } from '../support/printed.js';
import { extractText } from 'unpdf';

const { app, browser } = await browserStories();
afterEach(closePages);

describe('the roster on paper', () => {
  it('of a commune of 15 is one A4 page by given name, each with code and QR code', async () => {
    const { conference, site } = await commune(app);
    const { page, faults } = await signedInPage(browser, { scheme: 'dark' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/sites`);
    await page.getByRole('link', { name: `In danh sách: ${site.name}` }).click();
    const sheet = page.locator('[data-roster="XDT"]');
    await sheet.waitFor();
    expect(await sheet.locator('h2').textContent()).toBe('Danh sách điểm danh');
    for (const text of [conference.title, 'Xã Đồng Tiến (XDT)', 'Khai mạc'])
      await sheet.locator('header').getByText(text, { exact: true }).waitFor();
    expect(await sheet.locator('thead tr').last().locator('th').allTextContents()).toEqual([
      'STT',
      'Họ và tên',
      'Đơn vị',
      'Mã',
      'QR',
      'Ký tên',
      'Vắng, lý do',
    ]);
    const names = await sheet.locator('tbody strong').allTextContents();
    expect([names.length, names[0], names.at(-1)]).toEqual([15, 'Nguyễn Văn An', 'Nguyễn Hữu Ước']);
    expect(await sheet.locator('tbody tr').first().locator('td').allTextContents()).toEqual([
      '1',
      'Nguyễn Văn An',
      'Chủ tịch UBND',
      'DT001',
      '',
      '',
      '',
    ]);
    expect(await sheet.locator('svg[role=img]').count()).toBe(15);
    await screenshot(page, 'roster-screen-dark');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await pagesPrinted(page, 'roster-15')).toBe(1);
    await page.getByLabel('Mốc điểm danh').selectOption('none');
    await sheet.locator('header').getByText('…………………………', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('of 300 has its head on each page, no row cut, and a new page for each site', async () => {
    const { conference } = await commune(app, 300);
    const { body: other } = await app.organizer.post<Site>(pathTo(ROUTES.sites, conference.id), {
      code: 'XTH',
      name: 'Phường Thọ Xương',
      level: 'ward',
    });
    await app.organizer.post(pathTo(ROUTES.sites, conference.id), { code: 'XXX', name: 'Chưa có ai' });
    await app.organizer.post(pathTo(ROUTES.participants, conference.id), {
      siteId: other.id,
      fullName: 'Nguyễn Thị Ường',
      unit: 'Trường Trung học phổ thông chuyên Bắc Giang',
    });
    const { page, faults } = await signedInPage(browser, { language: 'en' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/rosters`);
    await page.getByText('Sites: 2, people: 301').waitFor();
    expect(
      await page
        .locator('[data-roster]')
        .evaluateAll((sheets) =>
          sheets.map((sheet) => (sheet as unknown as { dataset: { roster: string } }).dataset.roster),
        ),
    ).toEqual(['XDT', 'XTH']);
    const both = await pagesPrinted(page, 'roster-300');
    await page.getByRole('combobox', { name: 'Site' }).selectOption(other.id);
    await page.getByText('Sites: 1, people: 1.').waitFor();
    expect(await pagesPrinted(page, 'roster-one')).toBe(1);
    await page.getByRole('combobox', { name: 'Site' }).selectOption('Xã Đồng Tiến');
    await page.getByText('Sites: 1, people: 300').waitFor();
    expect(await pagesPrinted(page, 'roster-one')).toBe(both - 1);
    expect(both).toBeGreaterThan(16);
    expect(both).toBeLessThan(21);
    expect(faults).toEqual([]);
  });

  it('names its site once on each page', async () => {
    const { conference } = await commune(app, 40);
    const { page, faults } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/${conference.slug}/rosters`);
    await page.locator('[data-roster]').waitFor();
    expect(await page.getByText('Khai mạc', { exact: true }).filter({ visible: true }).count()).toBe(1);
    const { text } = await extractText(new Uint8Array(await page.pdf({ preferCSSPageSize: true })), {
      mergePages: false,
    });
    const times = (words: string): number[] =>
      text.map((one) => one.normalize('NFC').replace(/\s+/g, ' ').split(words).length - 1);
    expect(text.length).toBe(3);
    expect([times('Xã Đồng Tiến (XDT)'), times('Khai mạc'), times('DANH SÁCH ĐIỂM DANH')]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 0, 0],
    ]);
    expect(faults).toEqual([]);
  });

  it('keeps each code on one line within its cell, in any font', async () => {
    const { conference, site } = await commune(app, 3);
    for (const code of [undefined, undefined, 'MWQMWQMWQMW', 'BG-TANYEN-000012', 'A'.repeat(40)])
      made(
        await app.organizer.post(pathTo(ROUTES.participants, conference.id), {
          siteId: site.id,
          fullName: 'Nguyễn Thị Yến',
          ...(code && { code }),
        }),
      );
    const { page, faults } = await signedInPage(browser);
    await page.goto(`${app.url}/organizer/c/${conference.slug}/rosters`);
    await page.locator('[data-roster]').waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1060 }); // what 10 mm of margin leave of A4
    for (const font of ['', 'monospace', 'DejaVu Sans', 'DejaVu Serif']) {
      const cells = (await page.evaluate(`[...document.querySelectorAll('td.code')].map((cell) => {
        cell.style.fontFamily = ${JSON.stringify(font)};
        const range = document.createRange();
        range.selectNodeContents(cell);
        return {
          letters: cell.textContent.length,
          lines: new Set([...range.getClientRects()].map(({ top }) => top)).size,
          isInside: cell.scrollWidth <= cell.clientWidth,
        };
      })`)) as { letters: number; lines: number; isInside: boolean }[];
      expect(cells.map(({ letters }) => letters).sort((a, b) => a - b)).toEqual([
        5, 5, 5, 11, 11, 11, 16, 40,
      ]);
      expect([
        font,
        cells.filter(({ letters, lines }) => letters <= 16 && lines !== 1),
        cells.filter(({ isInside }) => !isInside),
      ]).toEqual([font, [], []]);
    }
    await pagesPrinted(page, 'roster-codes');
    expect(faults).toEqual([]);
  });

  it('has QR codes with only the personal code, which the console reads', async () => {
    const { conference, site } = await commune(app, 2);
    const { items } = (
      await app.organizer.get<ListPage<Participant>>(
        `${pathTo(ROUTES.participants, conference.id)}?siteId=${site.id}`,
      )
    ).body;
    const { page } = await signedInPage(browser, { size: 'phone' });
    await page.goto(`${app.url}/organizer/c/${conference.slug}/rosters?site=${site.id}`);
    await page.locator('[data-roster]').waitFor();
    expect(await sidewaysScroll(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await screenshot(page, 'roster-phone');
    const { encode } = await import('uqr');
    for (const { fullName, code } of items) {
      const { data, size } = encode(code!, { ecc: 'M', border: 4 });
      const path = page.getByRole('img', { name: `Mã QR của ${fullName}` }).locator('path');
      expect(await squaresOf(await path.getAttribute('d'), size)).toEqual(
        data.map((line) => line.map(Number).join('')),
      );
    }
  });
});

/** The squares that `M x y h n v1 h -n z` paints, as lines of 0 and 1. */
function squaresOf(path: string | null, size: number): string[] {
  const squares = Array.from({ length: size }, () => Array<number>(size).fill(0));
  for (const [, x, y, run] of (path ?? '').matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    squares[Number(y)]!.fill(1, Number(x), Number(x) + Number(run));
  return squares.map((line) => line.join(''));
}
