import { stringify } from 'csv-stringify/sync';
import { CSV_FORM } from '../platform/sheets/csv-form.js';
import type { Table } from './table.js';

export const SEPARATORS = { semicolon: ';', comma: ',', tab: '\t' } as const;
export type Separator = keyof typeof SEPARATORS;

/**
 * A table as a CSV file.
 * @param made names in a last column the zone and when the figures were read; a line of its
 * own would be no row of the table
 */
export function csvOf(
  { columns, rows }: Table,
  separator: Separator,
  made?: { title: string; at: string },
): Buffer {
  const last = (cell: string | undefined): string[] => (cell === undefined ? [] : [cell]);
  const shown = rows.map((row) => [
    ...row.map((cell, at) =>
      typeof cell === 'number' && columns[at]!.kind === 'share' ? `${Math.round(cell * 100)}%` : cell,
    ),
    ...last(made?.at),
  ]);
  const lines = [[...columns.map(({ title }) => title), ...last(made?.title)], ...shown];
  return Buffer.from(
    stringify(lines, {
      ...CSV_FORM,
      delimiter: SEPARATORS[separator],
      cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
    }),
  );
}
