import type { Site } from './site.js';
import type { Id } from './wire.js';

type Node = Pick<Site, 'id' | 'parentId'>;

/** The way up from a site, itself first. `parentOf` may end where a parent is not known. */
export function wayUp(id: Id, parentOf: ReadonlyMap<Id, Id | null>): Id[] {
  const way: Id[] = [];
  for (let at: Id | null = id; at !== null && !way.includes(at); at = parentOf.get(at) ?? null) way.push(at);
  return way;
}

/** A site or group and all that lies below it, at any depth. @param sites all of its conference */
export const idsFrom = (top: Id, sites: Iterable<Node>): Set<Id> => idsFromAny([top], sites);

/** These sites and groups with all below them. Ids that are not in `sites` add nothing. */
export function partOf(roots: Iterable<Id>, sites: readonly Node[]): Set<Id> {
  const known = new Set(sites.map(({ id }) => id));
  return idsFromAny(
    [...roots].filter((id) => known.has(id)),
    sites,
  );
}

function idsFromAny(tops: readonly Id[], sites: Iterable<Node>): Set<Id> {
  const children = new Map<Id, Id[]>();
  for (const { id, parentId } of sites) {
    if (parentId === null) continue;
    const siblings = children.get(parentId);
    if (siblings) siblings.push(id);
    else children.set(parentId, [id]);
  }
  const ids = new Set(tops);
  // A set goes on to what is added to it meanwhile.
  for (const id of ids) for (const child of children.get(id) ?? []) ids.add(child);
  return ids;
}
