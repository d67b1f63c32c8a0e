import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { Problem } from '../../platform/http/problem.js';
import type { ColumnMapping, ColumnSpec } from '../../platform/sheets/columns.rules.js';
import type { Sheet, SheetRow } from '../../platform/sheets/sheet.js';
import { type Table, tableOf } from '../../platform/sheets/table.rules.js';
import { PARTICIPANT_HEADINGS } from './participant-columns.rules.js';

type Row = string[] | { cells: string[]; spans?: [number, number][]; isHidden?: true };
const sheetOf = (rows: Row[], more: Partial<Sheet> = {}): Sheet => ({
  name: '',
  isHidden: false,
  hiddenColumns: [],
  rows: rows.map((row, at): SheetRow => ({ row: at + 1, ...(Array.isArray(row) ? { cells: row } : row) })),
  ...more,
});
const people = (rows: Row[], mapping?: ColumnMapping<never>): Table<string> =>
  tableOf([sheetOf(rows)], PARTICIPANT_HEADINGS as readonly ColumnSpec<string>[], mapping);
const columnsMissing = (rows: Row[]): unknown => {
  try {
    people(rows);
    return null;
  } catch (fault) {
    return (fault as Problem).code;
  }
};

describe('rows that are no records', () => {
  const HEAD = ['STT', 'Họ và tên', 'Đơn vị', 'Điểm cầu'];
  const passed = (rows: Row[]): unknown => {
    const table = people([HEAD, ...rows]);
    return [
      table.rows.map(({ cells }) => cells.fullName),
      table.warnings.map(({ row, code }) => `${row} ${code}`),
    ];
  };
  test.each<[string, Row[], unknown]>([
    [
      '1 2 3 4',
      [
        ['1', '2', '3', '4'],
        ['1', 'A', '', 'X1'],
      ],
      [['A'], ['2 row.numbering']],
    ],
    [
      '(1) (2)',
      [
        ['(1)', '(2)', '(3)', '(4)'],
        ['1', 'A', '', 'X1'],
      ],
      [['A'], ['2 row.numbering']],
    ],
    [
      'A B 1 2',
      [
        ['A', 'B', '1', '2'],
        ['1', 'An', '', 'X1'],
      ],
      [['An'], ['2 row.numbering']],
    ],
    [
      'a sum',
      [
        ['1', 'A', '', 'X1'],
        ['', 'Tổng cộng', '', ''],
        ['Cộng', '', '12', ''],
      ],
      [['A'], ['3 row.total', '4 row.total']],
    ],
    [
      'a sum with its number',
      [
        ['1', 'A', '', 'X1'],
        ['Tổng cộng: 15 người', '', '', ''],
      ],
      [['A'], ['3 row.total']],
    ],
    [
      'headings of parts',
      [
        ['I', 'Khối các sở', '', ''],
        ['1', 'A', '', 'X1'],
        ['II. Khối huyện', '', '', ''],
        ['1', 'B', '', 'X1'],
      ],
      [
        ['A', 'B'],
        ['2 row.section', '4 row.section'],
      ],
    ],
    [
      'signatures',
      [['1', 'A', '', 'X1'], [], ['', '', 'NGƯỜI LẬP', ''], ['', '', 'Trần Hà', '']],
      [['A'], ['4 row.footer', '5 row.footer']],
    ],
    [
      'signatures under blank rows, a sum above',
      [
        ['1', 'A', '', 'X1'],
        ['Tổng cộng', '', '', ''],
        ['', '', 'Bắc Ninh, ngày 20 tháng 11 năm 2026', ''],
        ['', 'NGƯỜI LẬP', 'CHỦ TỊCH', ''],
        [],
        [],
        ['', 'Trần Hà', 'Lê An', ''],
      ],
      [['A'], ['3 row.total', '4 row.footer', '5 row.footer', '8 row.footer']],
    ],
    [
      'signatures in the columns of names and sites',
      [
        ['1', 'A', '', 'X1'],
        [],
        ['', '', '', 'Hà Nội, ngày … tháng 11 năm 2026'],
        ['', 'NGƯỜI LẬP BIỂU', '', 'GIÁM ĐỐC'],
        [],
        ['', 'Trần Hà', '', 'Lê An'],
      ],
      [['A'], ['4 row.footer', '5 row.footer', '7 row.footer']],
    ],
    [
      'records with a day in words, and records after a blank row',
      [
        ['1', 'A', 'sinh ngày 1 tháng 2 năm 1990', 'X1'],
        [],
        ['2', 'B', 'Người lập báo cáo', 'X1'],
        ['', 'C', 'ngày 3 tháng 4 năm 1991', 'X2'],
      ],
      [['A', 'B', 'C'], []],
    ],
    [
      'a last record without a site, directly below the others',
      [
        ['1', 'A', '', 'X1'],
        ['2', 'B', '', ''],
      ],
      [['A', 'B'], []],
    ],
    [
      'only records without sites: faults to come',
      [['1', 'An'], [], ['2', 'Bình'], [], ['3', 'Chi']],
      [['An', 'Bình', 'Chi'], []],
    ],
    ['a record that only looks like a sum', [['1', 'Tổng Công', 'Cộng', 'X1']], [['Tổng Công'], []]],
    [
      'a company named like a sum, without a site: a fault to come',
      [
        ['1', 'A', '', 'X1'],
        ['2', 'Tổng công ty Điện', '', ''],
      ],
      [['A', 'Tổng công ty Điện'], []],
    ],
  ])('%s', (_, rows, expected) => expect(passed(rows)).toEqual(expected));
});

describe('sheets and hidden rows', () => {
  const rows: Row[] = [
    ['Họ và tên', 'Điểm cầu'],
    ['A', 'X1'],
  ];
  it('all visible sheets with the headings are read, each row with its sheet', () => {
    const sheets = [
      sheetOf([['Cũ', 'cũ'], ...rows], { name: 'Ẩn', isHidden: true }),
      sheetOf(rows, { name: 'Sở' }),
      sheetOf([['Hướng dẫn']], { name: 'Đọc trước' }),
      sheetOf([['B', ''], ...rows], { name: 'Xã' }),
      sheetOf([], { name: 'Trống' }),
    ];
    const table = tableOf(sheets, PARTICIPANT_HEADINGS);
    expect(table.rows.map(({ sheet, row }) => [sheet, row])).toEqual([
      ['Sở', 2],
      ['Xã', 3],
    ]);
    expect(table.read.sheets.map(({ name, state }) => [name, state])).toEqual([
      ['Ẩn', 'hidden'],
      ['Sở', 'read'],
      ['Đọc trước', 'no-headings'],
      ['Xã', 'read'],
      ['Trống', 'empty'],
    ]);
  });
  it('hidden rows are imported and said', () => {
    const hidden: Row = { cells: ['B', 'X1'], isHidden: true };
    const table = people([...rows, hidden, hidden]);
    expect([table.rows.length, table.warnings]).toEqual([
      3,
      [expect.objectContaining({ code: 'rows.hidden', row: 3 })],
    ]);
    expect(table.warnings[0]!.message).toContain('2 rows are hidden');
    expect(table.warnings[0]!.message).toContain('3–4');
  });
});

describe('what a spreadsheet lost', () => {
  test.each([
    ['#N/A', 'error'],
    ['#REF!', 'error'],
    ['########', 'error'],
    ['3,82E+10', 'number-lost'],
    ['9.12E+08', 'number-lost'],
    ['2E5', 'number-lost'],
  ])('%s is flawed: %s', (text, flaw) => {
    const table = people([
      ['Mã', 'Họ và tên', 'Điểm cầu', 'SĐT'],
      [text, 'A', 'X1', text],
    ]);
    expect(table.rows[0]!.flaws).toEqual({ code: flaw, phone: flaw });
  });
  test.each(['E+10', '12E', '#1', 'A1E5', '0912345678', '+84912345678'])('%s is not', (text) => {
    expect(
      people([
        ['Mã', 'Họ và tên', 'Điểm cầu'],
        [text, 'A', 'X1'],
      ]).rows[0]!.flaws,
    ).toEqual({});
  });
});

it('names every column that holds something, whatever the file', () => {
  const cell = fc.constantFrom(
    '',
    '',
    'A',
    'Họ',
    'Tên',
    'Họ và tên',
    'Điểm cầu',
    'Mã',
    '1',
    '(2)',
    'Tổng cộng',
    'Xã Đồng Sơn',
  );
  const table = fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(table, (rows) => {
      const all: Row[] = [['Họ và tên', 'Điểm cầu', 'Mã'], ['A', 'X1', '7'], ...rows];
      const { read, rows: found } = people(all);
      const used = new Set(
        all.flatMap((cells) =>
          (cells as string[]).flatMap((text, at) => (text === '' ? [] : [String.fromCharCode(65 + at)])),
        ),
      );
      expect(new Set(read.columns.map(({ column }) => column))).toEqual(used);
      expect(found.length).toBeGreaterThan(0);
    }),
  );
});

it('says what is there when a required column is missing, so that a person can map it', () => {
  expect(
    columnsMissing([
      ['Ai', 'Ở đâu'],
      ['A', 'X1'],
    ]),
  ).toBe('import.columns-missing');
  const table = people(
    [
      ['Ai', 'Ở đâu'],
      ['A', 'X1'],
    ],
    { ai: 'fullName', odau: 'siteCode' } as never,
  );
  expect(table.rows[0]!.cells).toMatchObject({ fullName: 'A', siteCode: 'X1' });
});
