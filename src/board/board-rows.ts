import type { BoardRow, BoardTotals } from '../contract/board.js';
import type { Id } from '../contract/wire.js';
import { RowSum } from './board.rules.js';

/** The rows of a board in order of code, and their sum: replacing one costs the same on any board. */
export class BoardRows {
  private readonly rows: BoardRow[];
  private readonly places: ReadonlyMap<Id, number>;
  private readonly sum = new RowSum();

  constructor(rows: readonly BoardRow[]) {
    this.rows = [...rows];
    this.places = new Map(rows.map(({ siteId }, place) => [siteId, place]));
    for (const row of rows) this.sum.add(row);
  }

  get all(): readonly BoardRow[] {
    return this.rows;
  }

  get(siteId: Id): BoardRow | undefined {
    const place = this.places.get(siteId);
    return place === undefined ? undefined : this.rows[place];
  }

  /** Those of these sites that are on the board, in order of code. */
  known(siteIds: Iterable<Id>): Id[] {
    const found = [...siteIds].filter((siteId) => this.places.has(siteId));
    return found.sort((a, b) => this.places.get(a)! - this.places.get(b)!);
  }

  /** Puts a row in the place of the one that its site had. */
  replace(row: BoardRow): void {
    const place = this.places.get(row.siteId)!;
    this.sum.add(this.rows[place]!, -1);
    this.sum.add(row);
    this.rows[place] = row;
  }

  totals(followers: number): BoardTotals {
    return this.sum.totals(followers);
  }
}
