import { describe, expect, test } from '@jest/globals';
import { utils, write } from '@e965/xlsx';
import type { ProblemCode } from '../../contract/problem.js';
import { zip } from '../../../test/support/zip.js';
import type { Problem } from '../http/problem.js';
import { Workers } from '../workers/workers.js';
import { Sheets } from './sheets.js';

const sheets = new Sheets(new Workers());
const cellsOf = async (bytes: Buffer | string): Promise<string[][]> =>
  (await sheets.read(Buffer.from(bytes as string)))[0]!.map(({ cells }) => cells);
const codeOf = (bytes: Buffer): Promise<ProblemCode | 'none'> =>
  sheets.read(bytes).then(
    () => 'none' as const,
    (fault: Problem) => fault.code,
  );
const workbook = (rows: unknown[][], bookType: 'xlsx' | 'biff8' = 'xlsx'): Buffer => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Danh sách');
  return write(book, { type: 'buffer', bookType }) as Buffer;
};

describe('text files', () => {
  const rows = [
    ['Mã', 'Tên'],
    ['X1', 'Xã Đông Sơn'],
  ];
  const csv = (delimiter: string, eol = '\r\n'): string =>
    rows.map((cells) => cells.join(delimiter)).join(eol) + eol;
  test.each([
    ['comma', csv(',')],
    ['semicolon', csv(';')],
    ['tab', csv('\t')],
    ['line feeds', csv(',', '\n')],
    ['old Mac line ends', csv(',', '\r')],
    ['a byte order mark', `\ufeff${csv(';')}`],
    ['decomposed names', csv(',').normalize('NFD')],
    ['stray and no-break blanks', csv(';').replace('Xã Đông', '  Xã\u00a0 Đông ')],
    ['quotes', '"Mã","Tên"\n"X1","Xã Đông Sơn"\n'],
  ])('%s', async (_, text) => {
    expect(await cellsOf(text)).toEqual(rows);
  });
  test('UTF-16 with its mark, as Excel saves Unicode text', async () => {
    const little = Buffer.from(`\ufeff${csv('\t')}`, 'utf16le');
    expect(await cellsOf(little)).toEqual(rows);
    expect(await cellsOf(Buffer.from(little).swap16())).toEqual(rows);
  });
  test("Excel's own line that names the separator is a row of the file", async () => {
    expect((await cellsOf(`sep=;\r\n${csv(';')}`)).slice(1)).toEqual(rows);
  });
  test('commas inside cells do not outvote the semicolon', async () => {
    expect(
      await cellsOf('Mã;Tên;Địa chỉ\nX1;A;Số 1, đường B, phường C\nX2;D;Số 2, đường E, phường F\n'),
    ).toHaveLength(3);
    expect((await cellsOf('Mã;Địa chỉ\nX1;Số 1, đường B\nX2;Số 2, đường C\n'))[1]).toEqual([
      'X1',
      'Số 1, đường B',
    ]);
  });
  test('rows keep the numbers that a spreadsheet shows, blank lines and line breaks in cells counted', async () => {
    const [sheet] = await sheets.read(Buffer.from('a,b\n\n"1\n2",3\n4,5\n'));
    expect(
      sheet!.filter(({ cells }) => cells.some(Boolean)).map(({ row, cells }) => [row, cells[0]]),
    ).toEqual([
      [1, 'a'],
      [3, '1 2'],
      [4, '4'],
    ]);
  });
});

describe('workbooks', () => {
  test('numbers come as their digits, texts as they are, old XLS too', async () => {
    const rows = [
      ['Mã', 'Dự kiến', 'Điện thoại'],
      ['007', 15, 912345678],
      ['X2', 0, 123456789012],
    ];
    const read = [
      ['Mã', 'Dự kiến', 'Điện thoại'],
      ['007', '15', '912345678'],
      ['X2', '0', '123456789012'],
    ];
    expect(await cellsOf(workbook(rows))).toEqual(read);
    expect(await cellsOf(workbook(rows, 'biff8'))).toEqual(read);
  });
  test('a number shown with leading zeros keeps them', async () => {
    const sheet = utils.aoa_to_sheet([['Mã'], [7]]);
    (sheet.A2 as { z: string }).z = '000';
    const book = utils.book_new(sheet, 'a');
    expect((await cellsOf(write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer))[1]).toEqual(['007']);
  });
  test('a cell merged over rows counts for each', async () => {
    const sheet = utils.aoa_to_sheet([
      ['Đơn vị', 'Tên'],
      ['Sở', 'A'],
      [null, 'B'],
    ]);
    sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
    expect(
      (await cellsOf(write(utils.book_new(sheet, 'a'), { type: 'buffer', bookType: 'xlsx' }) as Buffer))[2],
    ).toEqual(['Sở', 'B']);
  });
});

describe('what is not read', () => {
  const honest = workbook([
    ['Mã', 'Tên'],
    ['X1', 'A'],
  ]);
  test('nothing', async () => expect(await codeOf(Buffer.alloc(0))).toBe('import.empty'));
  test('a cut workbook', async () =>
    expect(await codeOf(honest.subarray(0, honest.length / 2))).toBe('import.file-unreadable'));
  test('random bytes', async () => {
    const noise = Buffer.from(
      Array.from({ length: 4_096 }, (_, at) => (at * 7919 + (at >> 3) * 104729) % 256),
    );
    expect(await codeOf(noise)).toBe('import.file-unreadable');
    expect(await codeOf(Buffer.concat([Buffer.from('PK\u0003\u0004'), noise]))).toBe(
      'import.file-unreadable',
    );
    expect(await codeOf(Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), noise]))).toBe(
      'import.file-unreadable',
    );
  });
  test('a zip that is no workbook', async () =>
    expect(await codeOf(zip([{ name: 'a.txt', content: Buffer.from('a') }]))).toBe('import.file-unreadable'));
  test('a bomb, by what its directory says', async () => {
    expect(
      await codeOf(zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(200 * 1024 * 1024) }])),
    ).toBe('import.file-too-large');
  });
  test('a bomb whose directory lies', async () => {
    expect(
      await codeOf(
        zip([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(50 * 1024 * 1024), stated: 1_000 }]),
      ),
    ).toBe('import.file-too-large');
  });
  test('more bytes or rows than an import takes', async () => {
    expect(await codeOf(Buffer.alloc(17 * 1024 * 1024, 'a'))).toBe('import.file-too-large');
    expect(await codeOf(Buffer.from('a,b\n'.repeat(50_001)))).toBe('import.file-too-large');
  });
});
