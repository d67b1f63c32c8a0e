import { read, utils } from '@e965/xlsx';
import { type Table, text } from './table.js';
import { buffer } from 'node:stream/consumers';
import { type Sheet, SHEET_ROWS, writeWorkbook } from './xlsx.js';

const tableOf = (rows: Table['rows'], hasTotal = false): Table => ({
  name: 'Theo người',
  columns: [text('Tên', 20), { title: 'Tỷ lệ', width: 10, kind: 'share' }],
  rows,
  hasTotal,
});

const sheetOf = ({ rows, ...frame }: Table): Sheet => ({
  name: frame.name,
  open: () => ({ ...frame, slices: rows.map((row) => [row]) }),
});
const writeXlsx = (tables: Table[]): Promise<Buffer> => buffer(writeWorkbook(tables.map(sheetOf)));

describe('a workbook of tables', () => {
  it('has a sheet for each, with its heads, its texts and its numbers', async () => {
    const book = read(
      await writeXlsx([
        tableOf([
          ['Đỗ Ân', 0.5],
          ['', null],
        ]),
        { ...tableOf([]), name: 'Hai' },
      ]),
    );
    expect(book.SheetNames).toEqual(['Theo người', 'Hai']);
    expect(utils.sheet_to_json(book.Sheets['Theo người']!)).toEqual([{ Tên: 'Đỗ Ân', 'Tỷ lệ': 0.5 }]);
    expect(utils.sheet_to_json(book.Sheets['Hai']!, { header: 1 })).toEqual([['Tên', 'Tỷ lệ']]);
  });

  it('takes no text for a formula', async () => {
    const book = read(await writeXlsx([tableOf([['=1+1', 1]])]), { cellFormula: true });
    expect(book.Sheets['Theo người']!.A2).toMatchObject({ t: 's', v: '=1+1' });
    expect(book.Sheets['Theo người']!.A2).not.toHaveProperty('f');
  });

  it('keeps every character that a workbook can hold, and marks its totals and shares', async () => {
    const texts = [' a\n b ', '<&>"', '_x0041_', 'Đỗ\u0000 Ân', '\t=1'];
    const written = await writeXlsx([tableOf([...texts.map((one) => [one, 0.25]), ['Tổng', 1]], true)]);
    const { Sheets } = read(written, { cellStyles: true, cellNF: true });
    const cells = Sheets['Theo người']!;
    expect(texts.map((_, at) => cells[`A${at + 2}`].v)).toEqual([
      ' a\n b ',
      '<&>"',
      '_x0041_',
      'Đỗ Ân',
      '\t=1',
    ]);
    expect([cells.B2.w, cells.B7.w, cells.B7.v]).toEqual(['25%', '100%', 1]);
  });

  it('writes the sheet first that the others are made of, and shows it in its place', async () => {
    const made: string[] = [];
    const noting = (name: string): Sheet => ({
      name,
      open: () => {
        made.push(name);
        return { ...tableOf([]), name, slices: [[[name, null]]] };
      },
    });
    const sheets = ['một', 'hai', 'ba'].map(noting);
    const book = read(await buffer(writeWorkbook(sheets, sheets[1])));
    expect([made, book.SheetNames]).toEqual([
      ['hai', 'một', 'ba'],
      ['một', 'hai', 'ba'],
    ]);
    expect(book.SheetNames.map((name) => book.Sheets[name]!.A2.v)).toEqual(['một', 'hai', 'ba']);
  });

  it('has letters for every column, and refuses more rows than Excel takes', async () => {
    const columns = Array.from({ length: 30 }, (_, at) => text(`c${at}`, 5));
    const wide = { ...tableOf([]), columns, rows: [columns.map((_, at) => at)] };
    const { Sheets } = read(await writeXlsx([wide]));
    expect([Sheets['Theo người']!.Z2.v, Sheets['Theo người']!.AD2.v]).toEqual([25, 29]);
    const endless = { ...tableOf([]), slices: [Array<[null]>(SHEET_ROWS).fill([null])] };
    const writing = buffer(writeWorkbook([{ name: 'x', open: () => endless }]));
    await expect(writing).rejects.toMatchObject({ code: 'report.too-large' });
  });
});
