import { folded } from '../contract/folded.js';
import { isGroup, type Site } from '../contract/site.js';
import { wayUp } from '../contract/site-tree.js';
import type { Id } from '../contract/wire.js';

export type PlacedSite = Pick<Site, 'id' | 'parentId' | 'kind' | 'line'>;
interface Place {
  /** The nodes that hold the site, highest first; itself when others lie below it. */
  nodes: readonly Id[];
  /** As compared; `null` if nobody said. */
  line: string | null;
}
const NOWHERE: Place = Object.freeze({ nodes: [], line: null });

/** Knows where each connection point lies: in the tree, and on which line. */
export class Places {
  private readonly byId = new Map<Id, Place>();
  private readonly labels = new Map<string, string>();

  /** @param sites points and groups, in order of code */
  constructor(sites: readonly PlacedSite[]) {
    const parentOf = new Map(sites.map(({ id, parentId }) => [id, parentId]));
    const holders = new Set(parentOf.values());
    for (const site of sites) {
      if (isGroup(site)) continue;
      const line = site.line === null ? null : folded(site.line);
      if (line !== null && !this.labels.has(line)) this.labels.set(line, site.line!);
      this.byId.set(site.id, { nodes: nodesOf(site, parentOf, holders), line: line || null });
    }
  }

  get pointIds(): Iterable<Id> {
    return this.byId.keys();
  }
  has(siteId: Id): boolean {
    return this.byId.has(siteId);
  }
  nodesOf(siteId: Id): readonly Id[] {
    return (this.byId.get(siteId) ?? NOWHERE).nodes;
  }
  lineOf(siteId: Id): string | null {
    return (this.byId.get(siteId) ?? NOWHERE).line;
  }
  /** The line as the first site writes it. */
  labelOf(line: string): string {
    return this.labels.get(line) ?? line;
  }
}

function nodesOf(
  { id }: PlacedSite,
  parentOf: ReadonlyMap<Id, Id | null>,
  holders: ReadonlySet<Id | null>,
): Id[] {
  const [own, ...above] = wayUp(id, parentOf);
  return (holders.has(id) ? [own!, ...above] : above).reverse();
}
