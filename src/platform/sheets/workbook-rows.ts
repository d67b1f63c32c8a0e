import { type CellObject, type DenseWorkSheet, type Range, type RowInfo, SSF, utils } from '@e965/xlsx';
import { type Allowance, type CellLimits, rowOf } from './cell-limits.js';
import type { CellFlaw, SheetRow } from './sheet.js';
import type { WorksheetFacts } from './worksheet-xml.js';

/**
 * A number as its digits, not as a cell's width rounds it; a date, and a code like 007, as they are shown.
 */
export function cellText(cell: CellObject | undefined): string {
  if (cell === undefined || cell === null || cell.v === undefined || cell.v === null || cell.t === 'e')
    return '';
  if (cell.t === 'n' && !/^0\d/.test(cell.w ?? '') && !(cell.z !== undefined && SSF.is_date(String(cell.z))))
    return String(cell.v);
  return cell.t === 's' ? String(cell.v) : (cell.w ?? String(cell.v));
}

/** What is wrong with a cell that the parser has read. Spreadsheets keep 15 digits of a number. */
export function flawOf(cell: CellObject | undefined): CellFlaw | null {
  if (cell?.t === 'e') return 'error';
  if (cell?.t !== 'n') return null;
  if (Math.abs(Number(cell.v)) >= 1e15) return 'number-lost';
  return cell.z !== undefined && SSF.is_date(String(cell.z)) ? 'date' : null;
}

/**
 * A cell merged over several rows counts for each of them; one merged to the right is noted for the headings.
 */
function spread(rows: Map<number, SheetRow>, merges: readonly Range[]): void {
  for (const { s, e } of merges.slice(0, 20_000)) {
    const value = rows.get(s.r)?.cells[s.c];
    if (value === undefined || value === '' || e.r - s.r > 2_000) continue;
    for (let at = s.r; at <= e.r; at += 1) {
      const row = rows.get(at);
      if (row && !row.cells[s.c]) row.cells[s.c] = value;
      if (row && e.c > s.c && at < 80) (row.spans ??= []).push([s.c, e.c]);
    }
  }
}

/** @throws when there are more cells or characters than are taken */
export function* workbookRows(
  sheet: DenseWorkSheet,
  facts: WorksheetFacts | undefined,
  limits: CellLimits,
  left: Allowance,
): Generator<SheetRow> {
  const rows = new Map<number, SheetRow>();
  // forEach passes over holes: a sheet may state a million rows and hold three.
  sheet['!data'].forEach((cells, at) => {
    const row: SheetRow = { row: at + 1, cells: [] };
    cells?.slice(0, limits.columns).forEach((cell, column) => {
      row.cells[column] = cellText(cell);
      const flaw = flawOf(cell);
      if (flaw !== null) (row.flaws ??= []).push([column, flaw]);
    });
    rows.set(at, row);
  });
  for (const name of facts?.notComputed ?? []) {
    const { r, c } = utils.decode_cell(name);
    const row = rows.get(r);
    if (row && c < limits.columns) (row.flaws ??= []).push([c, 'not-computed']);
  }
  spread(rows, sheet['!merges'] ?? []);
  const hidden = new Set(
    facts?.hiddenRows ??
      ((sheet['!rows'] ?? []) as (RowInfo | undefined)[]).flatMap((row, at) => (row?.hidden ? [at + 1] : [])),
  );
  for (const { row, cells, ...rest } of rows.values())
    yield { ...rowOf(row, cells, limits, left), ...rest, ...(hidden.has(row) ? { isHidden: true } : {}) };
}
