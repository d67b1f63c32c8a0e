import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractTextItems, getDocumentProxy } from 'unpdf';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made } from './support/hall.js';
import { OFFICE_PAPER, type OfficeDay, officeDay, takeRoll } from './support/office-day.js';
import { pagesOf, partOf, textOf } from './support/paper-text.js';

let app: TestApp;
let day: OfficeDay;
beforeAll(async () => {
  app = await startTestApp();
  day = await officeDay(app, 120);
  await takeRoll(day);
  made(await app.organizer.send('PUT', pathTo(ROUTES.paperSettings, day.conference.id), OFFICE_PAPER));
});
afterAll(() => app.stop());

type FileRoute = 'reportSummaryDocx' | 'reportSummaryPdf' | 'reportAppendixDocx' | 'reportAppendixPdf';
const answer = (route: FileRoute, query = ''): Promise<Response> =>
  fetch(app.url + pathTo(ROUTES[route], day.conference.id) + query, {
    headers: { authorization: `Bearer ${app.organizer.token}` },
  });
const bytesOf = async (route: FileRoute, query = ''): Promise<Uint8Array> =>
  new Uint8Array(await (await answer(route, query)).arrayBuffer());
const at = (query = ''): string => `?checkpointId=${day.checkpoints[0].id}${query}`;

describe('the appendix', () => {
  it('is landscape, repeats table heads, names everybody once, and breaks no row or word', async () => {
    const bytes = await bytesOf('reportAppendixPdf', at());
    const pages = await pagesOf(bytes);
    const { view } = await (await getDocumentProxy(bytes.slice())).getPage(1);
    expect(view.map(Math.round)).toEqual([0, 0, 842, 595]);
    const whole = pages.join(' ');
    expect(whole).toContain(
      'Phụ lục I KẾT QUẢ THEO ĐIỂM CẦU (Kèm theo Báo cáo số 15/BC-SKHCN ' +
        'ngày 03 tháng 02 năm 2026 của Sở Khoa học và Công nghệ)',
    );
    expect(whole).toMatch(
      new RegExp(
        'Phụ lục II KẾT QUẢ THEO ĐƠN VỊ .* Phụ lục III DANH SÁCH ĐẠI BIỂU .* ' +
          'Phụ lục IV NGƯỜI DỰ NGOÀI DANH SÁCH',
      ),
    );
    expect(
      [...whole.matchAll(/(?<=Người Thứ )\d+/g)].map(([number]) => Number(number)).sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 120 }, (_, nth) => nth + 1));
    const lists = pages.slice(
      pages.findIndex((text) => text.includes('Phụ lục III')),
      pages.findIndex((text) => text.includes('Phụ lục IV')),
    );
    expect(lists.length).toBeGreaterThan(3);
    for (const text of lists) expect(text).toContain('STT Họ và tên Chức vụ Đơn vị Kết quả Lý do, ghi chú');
    expect(whole).toContain('Vắng mặt có Vi Thị Thay dự thay');
    expect(whole).toContain('Có mặt trực tiếp tại Xã Tân Mỹ');
    expect(whole).toContain('thay Thân Thị Bình');
    expect(whole).toContain('Bùi <Nghĩa> & Tín');
    const { items } = await extractTextItems(bytes.slice());
    const beyond = items
      .flat()
      .filter(({ x, width, y, str }) => str.trim() && (x < 84.5 || x + width > 842 - 42 || y < 55));
    expect(beyond).toEqual([]);
    // Each line of a cell is of whole words of the list.
    const words = new Set(
      day.people.flatMap(({ fullName, unit, position }) => [fullName, unit, position].join(' ').split(' ')),
    );
    expect(items.flat().filter(({ str }) => /^(Ngh|Giá|Trung)$/.test(str) && !words.has(str))).toEqual([]);
  });

  it('has the same text in the .docx, unbroken rows and repeated heads', async () => {
    const docx = await bytesOf('reportAppendixDocx', at());
    const document = partOf(docx, 'word/document.xml');
    expect(document).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
    const rows = [...document.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([row]) => row);
    expect(rows.length).toBeGreaterThan(127);
    for (const row of rows) expect(row).toContain('<w:cantSplit/>');
    expect(rows.filter((row) => row.includes('<w:tblHeader/>'))).toHaveLength(4);
    const texts = textOf(docx);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Nguyễn Thị Đặng Phượng Hằng',
        'Bùi <Nghĩa> & Tín',
        'có Vi Thị Thay dự thay',
        'X01 · Xã Tân Mỹ · 3 người',
      ]),
    );
    const words = (text: string): string[] => text.split(/\s+/).filter((word) => /\p{L}/u.test(word));
    const printed = new Set(words((await pagesOf(await bytesOf('reportAppendixPdf', at()))).join(' ')));
    expect(words(texts.join(' ')).filter((word) => !printed.has(word))).toEqual([]);
    expect(document).not.toMatch(/[\ue000\ue001]/);
  });

  it('says for a day at how many checkpoints each person was', async () => {
    const texts = textOf(await bytesOf('reportAppendixDocx', '?day=2026-11-22'));
    expect(texts).toEqual(
      expect.arrayContaining([
        'Có mặt trực tiếp (2/2 mốc)',
        'Có mặt trực tiếp (1/2 mốc)',
        'Vắng mặt (0/2 mốc)',
      ]),
    );
  });
});
