import { attendanceRate } from '#contract/attendance-share.js';
import type { BoardRow, BoardTotals, ListFigures } from '#contract/board.js';

export type Sums = Pick<BoardTotals, 'expected' | 'presence' | keyof ListFigures>;
const PARTS = ['counts', 'outside', 'guests', 'elsewhere'] as const;

/** Adds up the rows. */
export function sumsOf(rows: Iterable<BoardRow>): Sums {
  const sums: Sums = {
    expected: 0,
    listed: 0,
    rate: null,
    counts: { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 },
    outside: { inPerson: 0, online: 0, absent: 0, left: 0 },
    guests: { inPerson: 0, online: 0, left: 0 },
    elsewhere: { inPerson: 0, online: 0, left: 0 },
    presence: { never: 0, online: 0, unsteady: 0, lost: 0 },
  };
  for (const row of rows) {
    sums.expected += row.expected;
    sums.listed += row.listed;
    sums.presence[row.presence.state] += 1;
    for (const part of PARTS) add(sums[part], row[part]);
  }
  return { ...sums, rate: attendanceRate(sums) };
}

function add<Figures extends object>(sum: Figures, more: Figures): void {
  for (const name of Object.keys(sum) as (keyof Figures)[]) (sum[name] as number) += more[name] as number;
}
