import { inSlices } from '../platform/pace/pace.js';
import type { Row, Table, TableFrame } from './table.js';

/** A table as it goes to a thread: its rows as JSON, slice by slice. As objects their copy holds the loop. */
export interface PackedTable extends TableFrame {
  packed: Uint8Array[];
}

/** Rows of a slice: a millisecond. */
const SLICE = 500;

export async function packed({ rows, ...frame }: Table): Promise<PackedTable> {
  const slices: Uint8Array[] = [];
  await inSlices(rows, SLICE, (slice) => void slices.push(Buffer.from(JSON.stringify(slice))));
  return { ...frame, packed: slices };
}

export function* unpacked(slices: readonly Uint8Array[]): Generator<Row[]> {
  for (const slice of slices) yield JSON.parse(Buffer.from(slice).toString()) as Row[];
}
