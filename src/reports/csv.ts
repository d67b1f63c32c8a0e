import { stringify } from 'csv-stringify/sync';
import { CSV_FORM } from '../platform/sheets/csv-form.js';
import type { SlicedTable } from './table.js';

export const SEPARATORS = { semicolon: ';', comma: ',', tab: '\t' } as const;
export type Separator = keyof typeof SEPARATORS;

/**
 * A table as a CSV file, slice by slice.
 * @param made names in a last column the zone and when the figures were read; a line of its
 * own would be no row of the table
 */
export async function* writeCsv(
  { columns, slices }: SlicedTable,
  separator: Separator,
  made?: { title: string; at: string },
): AsyncGenerator<Uint8Array> {
  const last = (cell: string | undefined): string[] => (cell === undefined ? [] : [cell]);
  const written = (lines: unknown[][], isFirst: boolean): Uint8Array =>
    Buffer.from(
      stringify(lines, {
        ...CSV_FORM,
        bom: isFirst,
        delimiter: SEPARATORS[separator],
        cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
      }),
    );
  yield written([[...columns.map(({ title }) => title), ...last(made?.title)]], true);
  const shares = columns.flatMap(({ kind }, at) => (kind === 'share' ? [at] : []));
  for await (const rows of slices) {
    const shown = rows.map((row) => {
      const cells = [...row, ...last(made?.at)];
      for (const at of shares) {
        const share = cells[at];
        if (typeof share === 'number') cells[at] = `${Math.round(share * 100)}%`;
      }
      return cells;
    });
    yield written(shown, false);
  }
}
