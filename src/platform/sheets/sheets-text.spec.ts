import { describe, expect, test } from '@jest/globals';
import { Workers } from '../workers/workers.js';
import { Sheets } from './sheets.js';

const sheets = new Sheets(new Workers());
const cellsOf = async (bytes: Buffer | string): Promise<string[][]> =>
  (await sheets.read(Buffer.from(bytes as string)))[0]!.rows.map(({ cells }) => cells);

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
  test('rows have the numbers of the spreadsheet, with blank lines and breaks in cells counted', async () => {
    const [sheet] = await sheets.read(Buffer.from('a,b\n\n"1\n2",3\n4,5\n'));
    expect(
      sheet!.rows.filter(({ cells }) => cells.some(Boolean)).map(({ row, cells }) => [row, cells[0]]),
    ).toEqual([
      [1, 'a'],
      [3, '1 2'],
      [4, '4'],
    ]);
  });
});
