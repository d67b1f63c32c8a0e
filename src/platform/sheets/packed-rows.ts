import { serialize } from 'node:v8';
import { type CellLimits, tooLarge } from './cell-limits.js';
import type { SheetRow } from './sheet.js';

/** Serializes rows to send them to another thread. @throws if there are more than `limits.rows` */
export function packed(rows: Iterable<SheetRow>, limits: CellLimits): Uint8Array[] {
  const slices: Uint8Array[] = [];
  let slice: SheetRow[] = [];
  let count = 0;
  for (const row of rows) {
    count += 1;
    if (count > limits.rows) throw tooLarge(`it has more than ${limits.rows} rows`);
    slice.push(row);
    if (slice.length < 1_000) continue;
    slices.push(serialize(slice));
    slice = [];
  }
  if (slice.length > 0) slices.push(serialize(slice));
  return slices;
}
