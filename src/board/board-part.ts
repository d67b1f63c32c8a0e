import type { BoardChanges, BoardGroup, BoardRow } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import { partOf } from '../contract/site-tree.js';
import type { Id } from '../contract/wire.js';
import { arrivalsAt, cutTo, type Ground, totalsOf } from './board.rules.js';
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
    this.tree = {
      reach,
      sites: sites.filter(({ id }) => reach.has(id)),
      groups: groups.filter(({ siteId }) => reach.has(siteId)).map((group) => cutTo(reach, group)),
    };
  }

  /** As `BoardRevisions.revise`. @param rowOf the row of the whole board */
  revise(
    { checkpointId, siteArrivals }: Ground['picture'],
    rowOf: (site: Site) => BoardRow,
    followers: (within: ReadonlySet<Id>) => number,
    asOf: string,
  ): BoardChanges | null {
    if (this.tree === null || siteArrivals === undefined) return null;
    const { reach, sites, groups } = this.tree;
    const rows = sites.map((site) => cutTo(reach, rowOf(site)));
    const totals = totalsOf(rows, followers(reach));
    const arrivals = arrivalsAt(siteArrivals, reach);
    return this.revisions.revise({ checkpointId, totals, sites: rows, groups, arrivals }, asOf);
  }
}
