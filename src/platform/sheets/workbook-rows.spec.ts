import { type CellObject, type DenseWorkSheet, utils } from '@e965/xlsx';
import type { CellLimits } from './cell-limits.js';
import type { SheetRow } from './sheet.js';
import { cellText, flawOf, workbookRows } from './workbook-rows.js';
import type { WorksheetFacts } from './worksheet-xml.js';

const LIMITS: CellLimits = { rows: 100, columns: 3, cells: 20, cellCharacters: 10, characters: 50 };
const rowsOf = (change: (sheet: DenseWorkSheet) => void, facts?: WorksheetFacts): SheetRow[] => {
  const sheet = utils.aoa_to_sheet([['Mã', 'Tên'], ['1', 'A'], ['2']], { dense: true }) as DenseWorkSheet;
  change(sheet);
  return [...workbookRows(sheet, facts, LIMITS, { ...LIMITS })];
};

describe('a cell of a workbook', () => {
  it.each<[string, CellObject | undefined, string, string | null]>([
    ['that is not there', undefined, '', null],
    ['of text', { t: 's', v: '007' }, '007', null],
    ['of a number that is shown rounded', { t: 'n', v: 1234.5678, w: '1,235' }, '1234.5678', null],
    ['of a code shown with zeros', { t: 'n', v: 7, w: '007', z: '000' }, '007', null],
    ['of a date', { t: 'n', v: 46_000, w: '09/12/2025', z: 'dd/mm/yyyy' }, '09/12/2025', 'date'],
    ['of a number that lost digits', { t: 'n', v: 1e15, w: '1E+15' }, '1000000000000000', 'number-lost'],
    ['of an error', { t: 'e', v: 42, w: '#N/A' }, '', 'error'],
    ['of yes or no', { t: 'b', v: true, w: 'TRUE' }, 'TRUE', null],
  ])('%s', (_, cell, shown, flaw) => expect([cellText(cell), flawOf(cell)]).toEqual([shown, flaw]));
});

describe('the rows of a workbook', () => {
  it('have their numbers, though others are missing', () =>
    expect(rowsOf((sheet) => delete sheet['!data'][1]).map(({ row, cells }) => [row, cells])).toEqual([
      [1, ['Mã', 'Tên']],
      [3, ['2']],
    ]));

  it('share a cell that is merged over them, and name one that is merged to the right', () => {
    const rows = rowsOf((sheet) => (sheet['!merges'] = ['B2:B3', 'A1:B1'].map(utils.decode_range)));
    expect(rows.map(({ cells, spans }) => [cells, spans])).toEqual([
      [['Mã', 'Tên'], [[0, 1]]],
      [['1', 'A'], undefined],
      [['2', 'A'], undefined],
    ]);
  });

  it('are hidden where the XML says so, else where the parser does', () => {
    const hide = (sheet: DenseWorkSheet): unknown => (sheet['!rows'] = [{}, { hidden: true }]);
    const hiddenOf = (rows: SheetRow[]): number[] =>
      rows.filter(({ isHidden }) => isHidden).map(({ row }) => row);
    expect(hiddenOf(rowsOf(hide))).toEqual([2]);
    expect(hiddenOf(rowsOf(hide, { hiddenRows: [3], hiddenColumns: [], notComputed: [] }))).toEqual([3]);
  });

  it('tell formulas that nobody has computed', () =>
    expect(
      rowsOf(() => undefined, { hiddenRows: [], hiddenColumns: [], notComputed: ['B2', 'D2', 'A9'] })[1]!
        .flaws,
    ).toEqual([[1, 'not-computed']]));
});
