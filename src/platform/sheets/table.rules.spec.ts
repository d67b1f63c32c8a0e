import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../http/problem.js';
import type { Sheet } from './sheet.js';
import type { ColumnSpec } from './columns.rules.js';
import { tableOf } from './table.rules.js';

const SPECS: ColumnSpec<'code' | 'name' | 'phone'>[] = [
  { name: 'code', required: true, headings: ['mã', 'mã điểm cầu'] },
  { name: 'name', required: true, headings: ['tên'] },
  { name: 'phone', headings: ['điện thoại'] },
];
const sheet = (...rows: string[][]): Sheet => ({
  name: '',
  isHidden: false,
  hiddenColumns: [],
  rows: rows.map((cells, at) => ({ row: at + 1, cells })),
});
const found = (...sheets: Sheet[]): unknown =>
  tableOf(sheets, SPECS).rows.map(({ row, cells }) => [row, cells.code, cells.name, cells.phone]);
const refused = (...sheets: Sheet[]): string => {
  try {
    tableOf(sheets, SPECS);
    return 'none';
  } catch (fault) {
    return (fault as Problem).code;
  }
};
const data = ['X1', 'A', '113'];

describe('the row of headings', () => {
  test.each([
    ['as the contract names them', ['code', 'name', 'phone']],
    ['in Vietnamese', ['Mã', 'Tên', 'Điện thoại']],
    ['in capitals without diacritics', ['MA DIEM CAU', 'TEN', 'DIEN THOAI']],
    ['with signs', ['Mã (*)', 'Tên:', 'Điện  thoại (nếu có)']],
    ['in two languages', ['Mã / Code', 'Tên/Name', 'Điện thoại']],
  ])('%s', (_, headings) => expect(found(sheet(headings, data))).toEqual([[2, 'X1', 'A', '113']]));

  test('below titles, beside unknown columns, in any order', () => {
    expect(
      found(sheet(['DANH SÁCH'], [], ['STT', 'Tên', 'Ghi chú', 'Mã'], ['1', 'A', 'đã gọi', 'X1'])),
    ).toEqual([[4, 'X1', 'A', '']]);
  });
  test('in the second sheet', () =>
    expect(found(sheet(['Hướng dẫn']), sheet(['Mã', 'Tên'], data))).toEqual([[2, 'X1', 'A', '']]));
  test('over two rows', () => {
    expect(found(sheet(['Mã', 'Tên', 'Liên hệ'], ['Mã', 'Tên', 'Điện thoại'], data))).toEqual([
      [3, 'X1', 'A', '113'],
    ]);
  });
  test('the first of two columns of one name counts', () =>
    expect(found(sheet(['Mã', 'Mã', 'Tên'], ['X1', 'X2', 'A']))).toEqual([[2, 'X1', 'A', '']]));
});

test('blank rows and rows with a number alone are passed over, their numbers are not', () => {
  expect(
    found(sheet(['STT', 'Mã', 'Tên'], ['', '', ''], ['1', 'X1', 'A'], ['2', '', ''], ['3', 'X3'])),
  ).toEqual([
    [3, 'X1', 'A', ''],
    [5, 'X3', '', ''],
  ]);
});

test.each([
  ['nothing at all', 'import.empty', sheet([], [''])],
  ['headings alone', 'import.empty', sheet(['Mã', 'Tên'], ['', ''])],
  ['one of the headings', 'import.columns-missing', sheet(['Mã', 'Ghi chú'], data)],
])('%s is refused', (_, code, only) => expect(refused(only)).toBe(code));
