import { read, utils } from '@e965/xlsx';
import { type Table, text } from './table.js';
import { writeXlsx } from './xlsx.js';

const tableOf = (rows: Table['rows'], hasTotal = false): Table => ({
  name: 'Theo người',
  columns: [text('Tên', 20), { title: 'Tỷ lệ', width: 10, kind: 'share' }],
  rows,
  hasTotal,
});

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
});
