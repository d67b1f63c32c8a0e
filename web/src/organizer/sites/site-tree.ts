import { folded } from '#contract/folded.js';
import { isGroup, type Site } from '#contract/site.js';
import type { Id } from '#contract/wire.js';

export interface Branch {
  site: Site;
  children: Branch[];
}

/**
 * Makes a tree of the sites, each level in the order of the list. A site whose parent is missing, or in a
 * circle, stands at the top.
 */
export function treeOf(sites: readonly Site[]): Branch[] {
  const branches = new Map<Id, Branch>(sites.map((site) => [site.id, { site, children: [] }]));
  const roots: Branch[] = [];
  for (const branch of branches.values()) {
    const parent = branch.site.parentId === null ? undefined : branches.get(branch.site.parentId);
    if (parent && !liesUnder(parent.site, branch.site, branches)) parent.children.push(branch);
    else roots.push(branch);
  }
  return roots;
}

/** Counts the connection points below; groups are no sites. */
export function pointsBelow({ children }: Branch): number {
  return children.reduce((sum, child) => sum + (isGroup(child.site) ? 0 : 1) + pointsBelow(child), 0);
}

function liesUnder(site: Site, other: Site, branches: ReadonlyMap<Id, Branch>): boolean {
  const seen = new Set<Id>();
  for (
    let at: Site | undefined = site;
    at && !seen.has(at.id);
    at = at.parentId === null ? undefined : branches.get(at.parentId)?.site
  ) {
    if (at.id === other.id) return true;
    seen.add(at.id);
  }
  return false;
}

/** Answers the branches that fit the search, with their parents. */
export function pruned(tree: readonly Branch[], search: string): Branch[] {
  const needle = folded(search);
  if (needle === '') return [...tree];
  return tree.flatMap((branch) => {
    if (folded(`${branch.site.name} ${branch.site.code}`).includes(needle)) return [branch];
    const children = pruned(branch.children, search);
    return children.length > 0 ? [{ ...branch, children }] : [];
  });
}

/** Answers the sites that may be the parent of this one: all but itself and those below it. */
export function possibleParents(sites: readonly Site[], self: Site | null): Site[] {
  if (!self) return [...sites];
  const below = new Set<Id>([self.id]);
  for (let grew = true; grew;) {
    const found = sites.filter(
      (site) => site.parentId !== null && below.has(site.parentId) && !below.has(site.id),
    );
    for (const site of found) below.add(site.id);
    grew = found.length > 0;
  }
  return sites.filter((site) => !below.has(site.id));
}
