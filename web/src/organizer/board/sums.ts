import type { BoardRow, BoardTotals, Counts } from '#contract/board.js';

export type Sums = Pick<BoardTotals, 'expected' | 'counts' | 'presence'>;

/** What the rows come to together. */
export function sumsOf(rows: Iterable<BoardRow>): Sums {
  const counts: Counts = { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 };
  const sums: Sums = { expected: 0, counts, presence: { never: 0, online: 0, unsteady: 0, lost: 0 } };
  for (const row of rows) {
    sums.expected += row.expected;
    sums.presence[row.presence.state] += 1;
    for (const name of Object.keys(counts) as (keyof Counts)[]) counts[name] += row.counts[name];
  }
  return sums;
}
