import { type Options, parse } from 'csv-parse/sync';
import { type CellLimits, rowOf, tooLarge } from './cell-limits.js';
import type { SheetRow } from './sheet.js';
import { textOf } from './text-encoding.js';

const OPTIONS: Options = {
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: 200_000,
};

/**
 * The one that cuts the first lines into the most cells, evenly; a title line above them has little weight.
 */
export function delimiterOf(text: string): string {
  const head = text
    .slice(0, 100_000)
    .split(/\r\n|\n|\r/)
    .slice(0, 200)
    .join('\n');
  let best = { delimiter: ',', weight: 0 };
  for (const delimiter of [',', ';', '\t']) {
    const counts = new Map<number, number>();
    let records: string[][] = [];
    try {
      records = parse(head, { ...OPTIONS, delimiter }) as unknown as string[][];
    } catch {
      // Cut inside a quoted cell, or not its delimiter.
    }
    for (const record of records)
      if (record.length > 1) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
    const weight = Math.max(0, ...[...counts].map(([cells, times]) => (cells - 1) * times));
    if (weight > best.weight) best = { delimiter, weight };
  }
  return best.delimiter;
}

/** The parser limits a record's length, not its number of cells. @throws when there are more than is taken */
function assertFewCells(text: string, delimiter: string, limits: CellLimits): void {
  let count = 0;
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    count += 1;
    if (count > limits.cells) throw tooLarge(`it has more than ${limits.cells} cells`);
  }
}

/** @throws when it is no text, or more than is taken */
export function* textRows(bytes: Uint8Array, limits: CellLimits): Generator<SheetRow> {
  const text = textOf(bytes);
  const delimiter = /^sep=(.)(?=[\r\n])/i.exec(text)?.[1] ?? delimiterOf(text);
  assertFewCells(text, delimiter, limits);
  const left = { ...limits };
  const records = parse(text, { ...OPTIONS, delimiter, to: limits.rows + 1 }) as unknown as string[][];
  for (const [at, cells] of records.entries()) yield rowOf(at + 1, cells, limits, left);
}
