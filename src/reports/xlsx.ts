import writeExcelFile, { type Cell, type Row } from 'write-excel-file/node';
import type { Table } from './report-tables.rules.js';

const HEADER = { fontWeight: 'bold', backgroundColor: '#DCE6F2', align: 'center', alignVertical: 'center', wrap: true, bottomBorderStyle: 'thin' } as const;
const TOTAL = { fontWeight: 'bold', topBorderStyle: 'thin' } as const;

/** One sheet a table, its header frozen. Texts are text cells: Excel never takes them for formulas, whatever they begin with. */
export function xlsxOf(tables: readonly Table[]): Promise<Buffer> {
  return writeExcelFile(
    tables.map((table) => ({
      sheet: table.name,
      columns: table.columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      orientation: 'landscape' as const,
      data: [headerOf(table), ...rowsOf(table)],
    })),
    { fontFamily: 'Times New Roman', fontSize: 12 },
  ).toBuffer();
}

const headerOf = ({ columns }: Table): Row => columns.map(({ title }) => ({ value: title, type: String, ...HEADER }));

function rowsOf({ columns, rows, hasTotal }: Table): Row[] {
  return rows.map((row, at) => {
    const style = hasTotal && at === rows.length - 1 ? TOTAL : {};
    return row.map((value, column): Cell => {
      if (value === null || value === '') return null;
      if (typeof value === 'string') return { value, type: String, ...style };
      return { value, type: Number, ...(columns[column]!.kind === 'share' ? { format: '0%' } : {}), ...style };
    });
  });
}
