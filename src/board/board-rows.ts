import type { BoardRow, BoardTotals } from '../contract/board.js';
import type { Id } from '../contract/wire.js';
import { RowSum } from './board.rules.js';

/** The rows of a board in order of code, and their sum: replacing one costs the same on any board. */
export class BoardRows {
  private readonly rows: BoardRow[];
  private readonly indexes: ReadonlyMap<Id, number>;
  private readonly sum = new RowSum();

  constructor(rows: readonly BoardRow[]) {
    this.rows = [...rows];
    this.indexes = new Map(rows.map(({ siteId }, index) => [siteId, index]));
    for (const row of rows) this.sum.add(row);
  }

  get all(): readonly BoardRow[] {
    return this.rows;
  }

  get(siteId: Id): BoardRow | undefined {
    const index = this.indexes.get(siteId);
    return index === undefined ? undefined : this.rows[index];
  }

  /** The place of a site in the order of code. */
  indexOf(siteId: Id): number | undefined {
    return this.indexes.get(siteId);
  }

  /** Those of these sites that are on the board, in order of code. */
  known(siteIds: Iterable<Id>): Id[] {
    const found = [...new Set(siteIds)].filter((siteId) => this.indexes.has(siteId));
    return found.sort((a, b) => this.indexes.get(a)! - this.indexes.get(b)!);
  }

  /** Puts a row in the place of the one that its site had. */
  replace(row: BoardRow): void {
    const index = this.indexes.get(row.siteId)!;
    this.sum.add(this.rows[index]!, -1);
    this.sum.add(row);
    this.rows[index] = row;
  }

  totals(followers: number): BoardTotals {
    return this.sum.totals(followers);
  }
}
