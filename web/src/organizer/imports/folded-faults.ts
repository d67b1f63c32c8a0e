import type { ImportFault } from '#contract/import.js';

/** Equal faults as one: the same text in the same column for the same reason. */
export interface FoldedFault extends ImportFault {
  /** Rows by sheet; the key is '' if the file has one sheet. */
  rows: { sheet: string; rows: number[] }[];
  count: number;
}

/**
 * Joins equal faults, in the order of the first of each. Faults without a text in the cell are not joined.
 */
export function foldedFaults(faults: readonly ImportFault[]): FoldedFault[] {
  const folded = new Map<string, FoldedFault>();
  for (const [at, fault] of faults.entries()) {
    const key =
      fault.value === undefined ? String(at) : JSON.stringify([fault.code, fault.column, fault.value]);
    const one = folded.get(key) ?? { ...fault, rows: [], count: 0 };
    folded.set(key, one);
    one.count += 1;
    const sheet = fault.sheet ?? '';
    const place = one.rows.find((rows) => rows.sheet === sheet);
    if (place) place.rows.push(fault.row);
    else one.rows.push({ sheet, rows: [fault.row] });
  }
  return [...folded.values()];
}

/** Formats rows as at most six ranges: `5–19, 23`. */
export function ranges(rows: readonly number[], shown: (row: number) => string): string {
  const found: [number, number][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = found[found.length - 1];
    if (last && row <= last[1] + 1) last[1] = row;
    else found.push([row, row]);
  }
  const words = found
    .slice(0, 6)
    .map(([from, to]) => (from === to ? shown(from) : `${shown(from)}–${shown(to)}`));
  return words.join(', ') + (found.length > 6 ? ', …' : '');
}
