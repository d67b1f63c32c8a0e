import { describe, expect, it, test } from '@jest/globals';
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
const names = (rows: Row[]): string[] => people(rows).rows.map(({ cells }) => cells.fullName!);
const codesOf = ({ faults }: Table<string>): string[] =>
  faults.map(({ column, code }) => `${column} ${code}`);

describe('a name over two columns', () => {
  test.each<[string, Row[]]>([
    ['merged', [{ cells: ['Họ và tên', '', 'Điểm cầu'], spans: [[0, 1]] }, ['Nguyễn Văn', 'An', 'X1']]],
    [
      'Họ đệm, Tên',
      [
        ['Họ đệm', 'Tên', 'Điểm cầu'],
        ['Nguyễn Văn', 'An', 'X1'],
      ],
    ],
    [
      'Họ và tên đệm, Tên',
      [
        ['Họ và tên đệm', 'Tên', 'Điểm cầu'],
        ['Nguyễn Văn', 'An', 'X1'],
      ],
    ],
    [
      'Họ, Tên',
      [
        ['HỌ', 'TÊN', 'Điểm cầu'],
        ['Nguyễn Văn', 'An', 'X1'],
      ],
    ],
    [
      'Họ lót, Tên',
      [
        ['Họ lót', 'Tên', 'Điểm cầu'],
        ['Nguyễn Văn', 'An', 'X1'],
      ],
    ],
    [
      'Tên before Họ',
      [
        ['Tên', 'Họ và đệm', 'Điểm cầu'],
        ['An', 'Nguyễn Văn', 'X1'],
      ],
    ],
    [
      'Surname, Name',
      [
        ['Surname', 'Name', 'Site'],
        ['Nguyễn Văn', 'An', 'X1'],
      ],
    ],
    [
      'First name, Last name',
      [
        ['First name', 'Last name', 'Site'],
        ['An', 'Nguyễn Văn', 'X1'],
      ],
    ],
    [
      'three parts',
      [
        ['Họ', 'Tên đệm', 'Tên', 'Điểm cầu'],
        ['Nguyễn', 'Văn', 'An', 'X1'],
      ],
    ],
    [
      'two rows',
      [
        { cells: ['STT', 'Họ và tên', '', 'Điểm cầu'], spans: [[1, 2]] },
        ['', 'Họ đệm', 'Tên', ''],
        ['1', 'Nguyễn Văn', 'An', 'X1'],
      ],
    ],
  ])('%s: its parts are joined', (_, rows) => expect(names(rows)).toEqual(['Nguyễn Văn An']));

  it('is one whole name where a column repeats a part of it', () => {
    const table = people([
      ['Họ và tên', 'Tên', 'Điểm cầu'],
      ['Nguyễn Văn An', 'An', 'X1'],
    ]);
    expect(table.rows[0]!.cells.fullName).toBe('Nguyễn Văn An');
    expect(table.read.columns.map(({ field }) => field)).toEqual(['fullName', null, 'siteCode']);
  });
  test.each<[string, Row[]]>([
    [
      'Họ và tên beside Tên, which is none of it',
      [
        ['Họ và tên', 'Tên', 'Điểm cầu'],
        ['Nguyễn Văn', 'An', 'X1'],
      ],
    ],
    [
      'a column without a heading beside the name',
      [
        ['Họ và tên', '', 'Điểm cầu'],
        ['Nguyễn Văn', 'An', 'X1'],
      ],
    ],
    [
      'Họ without Tên',
      [
        ['Họ đệm', 'Chức vụ', 'Điểm cầu'],
        ['Nguyễn Văn', 'Chủ tịch', 'X1'],
      ],
    ],
  ])('%s: a fault, never a guess', (_, rows) =>
    expect(codesOf(people(rows))).toEqual(['fullName column.unclear']),
  );

  it('is what a person says it is', () => {
    const rows = [
      ['Họ và tên', 'Tên', 'Điểm cầu'],
      ['Nguyễn Văn', 'An', 'X1'],
    ];
    const table = people(rows, { hovaten: 'fullName', ten: 'fullName' } as never);
    expect([codesOf(table), table.rows[0]!.cells.fullName]).toEqual([[], 'Nguyễn Văn An']);
  });
  it('alone as Tên it is the whole name', () =>
    expect(
      names([
        ['Tên', 'Điểm cầu'],
        ['Nguyễn Văn An', 'X1'],
      ]),
    ).toEqual(['Nguyễn Văn An']));
});
