import type { BoardChanges, BoardGroup, BoardRow } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import { partOf } from '../contract/site-tree.js';
import type { Id, Instant } from '../contract/wire.js';
import { arrivalsAt, cutTo, type Ground } from './board.rules.js';
import { BoardRows } from './board-rows.js';
import { BoardRevisions } from './board-revisions.rules.js';

/**
 * The board of all who have the same parts of the tree: the rows of the whole board below `roots`, with
 * totals and revisions of their own.
 */
export class BoardPart {
  readonly revisions: BoardRevisions;
  /** When somebody asked for it last, in ms. */
  askedAt = 0;
  /** `null` until the tree is known. */
  private tree: { reach: ReadonlySet<Id>; sites: Site[]; groups: BoardGroup[] } | null = null;

  /** `null` until all are read. */
  private rows: BoardRows | null = null;
  private arrivals: ReadonlyMap<Instant, number> = new Map();

  /** @param seq of no other board: a reader may come from one */
  constructor(
    conferenceId: Id,
    seq: number,
    readonly roots: readonly Id[],
  ) {
    this.revisions = new BoardRevisions(conferenceId, seq);
  }

  get isReady(): boolean {
    return this.tree !== null;
  }

  /** Reads anew which sites lie in the part: sites and groups may have moved. */
  replant({ sites, groups }: Pick<Ground, 'sites' | 'groups'>): void {
    const nodes = [...sites, ...groups.map(({ siteId, parentId }) => ({ id: siteId, parentId }))];
    const reach = partOf(this.roots, nodes);
    this.rows = null;
    this.tree = {
      reach,
      sites: sites.filter(({ id }) => reach.has(id)),
      groups: groups.filter(({ siteId }) => reach.has(siteId)).map((group) => cutTo(reach, group)),
    };
  }

  /**
   * As `BoardRevisions.revise`. @param rowOf the row of the whole board
   * @param touched the sites of the whole board that may differ; all if absent
   */
  revise(
    { checkpointId, siteArrivals }: Ground['picture'],
    rowOf: (siteId: Id) => BoardRow,
    followers: (within: ReadonlySet<Id>) => number,
    asOf: string,
    touched?: readonly Id[],
  ): BoardChanges[] {
    if (this.tree === null || siteArrivals === undefined) return [];
    const { reach, sites, groups } = this.tree;
    const rowAt = (siteId: Id): BoardRow => cutTo(reach, rowOf(siteId));
    let changed: BoardRow[] | undefined;
    if (this.rows === null || touched === undefined) {
      this.rows = new BoardRows(sites.map(({ id }) => rowAt(id)));
    } else {
      changed = this.rows.known(touched).map(rowAt);
      for (const row of changed) this.rows.replace(row);
    }
    if (changed?.length !== 0) this.arrivals = arrivalsAt(siteArrivals, reach);
    const totals = this.rows.totals(followers(reach));
    const content = { checkpointId, totals, sites: this.rows.all, groups, arrivals: this.arrivals };
    return this.revisions.revise(content, asOf, changed);
  }
}
