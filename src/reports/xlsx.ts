import writeExcelFile, { type Cell, type Row } from 'write-excel-file/node';
import type { Table } from './table.js';

/**
 * One sheet a table, its header frozen. Texts are text cells: Excel never takes them for
 * formulas, whatever they begin with.
 */
export function writeXlsx(tables: readonly Table[]): Promise<Uint8Array> {
  const sheets = tables.map((table) => ({
    sheet: table.name,
    columns: table.columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape' as const,
    data: [headerOf(table), ...rowsOf(table)],
  }));
  return writeExcelFile(sheets, { fontFamily: 'Times New Roman', fontSize: 12 }).toBuffer();
}

function headerOf({ columns }: Table): Row {
  return columns.map(({ title }) => ({
    value: title,
    type: String,
    fontWeight: 'bold',
    backgroundColor: '#DCE6F2',
    align: 'center',
    alignVertical: 'center',
    wrap: true,
    bottomBorderStyle: 'thin',
  }));
}

function rowsOf({ columns, rows, hasTotal }: Table): Row[] {
  return rows.map((row, at) => {
    const style =
      hasTotal && at === rows.length - 1 ? ({ fontWeight: 'bold', topBorderStyle: 'thin' } as const) : {};
    return row.map((value, column): Cell => {
      if (value === null || value === '') return null;
      if (typeof value === 'string') return { value, type: String, ...style };
      return {
        value,
        type: Number,
        ...(columns[column]!.kind === 'share' ? { format: '0%' } : {}),
        ...style,
      };
    });
  });
}
