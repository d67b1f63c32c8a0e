import type { CellLimits } from './cell-limits.js';
import { delimiterOf, textRows } from './text-rows.js';

const LIMITS: CellLimits = { rows: 100, columns: 3, cells: 20, cellCharacters: 10, characters: 50 };
const rowsOf = (text: string, limits = LIMITS): string[][] =>
  [...textRows(Buffer.from(text), limits)].map(({ cells }) => cells);

describe('the delimiter of a text', () => {
  it.each([
    [',', 'a,b\n1,2\n'],
    [';', 'a;b\n1,5;2\n3,5;4\n'],
    ['\t', 'a\tb\n1;2\t3\n'],
    [';', 'Danh sách, lần 1\n\nMã;Tên;Đơn vị\n1;A;B\n2;C;D\n'],
    [',', 'one column\nalone\n'],
    [',', '"a;b;c","d"\n"e;f;g","h"\n'],
  ])('is %j', (delimiter, text) => expect(delimiterOf(text)).toBe(delimiter));
});

describe('the rows of a text', () => {
  it('have no cells further right than are looked at, and each on one line', () =>
    expect(rowsOf('a,"b\nc",d,e\n')).toEqual([['a', 'b c', 'd']]));

  it('are cut by the sign that the file names', () =>
    expect(rowsOf('sep=|\na|b,c\n').slice(1)).toEqual([['a', 'b,c']]));

  it.each([
    ['cells, by their delimiters', ','.repeat(21), 'it has more than 20 cells'],
    ['cells', 'a,b\n'.repeat(11), 'it has more than 20 cells'],
    ['characters', 'abcdefghij\n'.repeat(6), 'it has more than 50 characters'],
    ['characters in a cell', '\nabcdefghijk\n', 'row 2 has a cell of more than 10 characters'],
  ])('are refused with too many %s', (_, text, message) => expect(() => rowsOf(text)).toThrow(message));

  it('are at most one more than the limit, which shows that there are too many', () =>
    expect(rowsOf('a\n'.repeat(9), { ...LIMITS, rows: 2 })).toHaveLength(3));
});
