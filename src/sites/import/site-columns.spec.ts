import { describe, expect, it, test } from '@jest/globals';
import type { Sheet, SheetRow } from '../../platform/sheets/sheet.js';
import { tableOf } from '../../platform/sheets/table.rules.js';
import { SITE_HEADINGS } from './site-columns.rules.js';

type Row = string[] | { cells: string[]; spans?: [number, number][] };
const sheetOf = (rows: Row[]): Sheet => ({
  name: '',
  isHidden: false,
  hiddenColumns: [],
  rows: rows.map((row, at): SheetRow => ({ row: at + 1, ...(Array.isArray(row) ? { cells: row } : row) })),
});

describe('headings over two rows', () => {
  const site = (rows: Row[]): Record<string, string> =>
    tableOf([sheetOf(rows)], SITE_HEADINGS).rows[0]!.cells;
  const data = ['1', 'X1', 'Xã A', 'Trần Hà', '0912345678'];
  test.each<[string, Row[]]>([
    [
      'merged',
      [
        { cells: ['STT', 'Mã', 'Tên điểm cầu', 'Liên hệ', ''], spans: [[3, 4]] },
        ['STT', 'Mã', 'Tên điểm cầu', 'Họ tên', 'Điện thoại'],
        data,
      ],
    ],
    [
      'with blanks',
      [['STT', 'Mã', 'Tên điểm cầu', 'Liên hệ', ''], ['', '', '', 'Họ tên', 'Điện thoại'], data],
    ],
    [
      'below titles and counted',
      [
        ['DANH SÁCH ĐIỂM CẦU', '', '', '', ''],
        ['', '', '', '', ''],
        ['STT', 'Mã', 'Tên điểm cầu', 'Cán bộ đầu mối', ''],
        ['', '', '', 'Họ và tên', 'SĐT'],
        ['(1)', '(2)', '(3)', '(4)', '(5)'],
        data,
      ],
    ],
  ])('%s', (_, rows) =>
    expect(site(rows)).toMatchObject({
      code: 'X1',
      name: 'Xã A',
      contactName: 'Trần Hà',
      contactPhone: '0912345678',
    }),
  );

  it('tell the site’s own code from the one above it', () => {
    const rows: Row[] = [
      ['Điểm cầu', '', 'Đơn vị cấp trên', ''],
      ['Mã', 'Tên', 'Mã', 'Tên'],
      ['X1', 'Xã A', 'H1', 'Huyện B'],
    ];
    expect(site(rows)).toMatchObject({ code: 'X1', name: 'Xã A', parentCode: 'H1' });
  });
  it('are named as upper · lower, those not used too', () => {
    const table = tableOf(
      [
        sheetOf([
          ['Mã', 'Tên', 'Thiết bị', ''],
          ['', '', 'Máy chiếu', 'Loa'],
          ['X1', 'A', '1', '2'],
        ]),
      ],
      SITE_HEADINGS,
    );
    expect(table.read.columns.map(({ column, heading, field }) => [column, heading, field])).toEqual([
      ['A', 'Mã', 'code'],
      ['B', 'Tên', 'name'],
      ['C', 'Thiết bị · Máy chiếu', null],
      ['D', 'Thiết bị · Loa', null],
    ]);
  });
});
