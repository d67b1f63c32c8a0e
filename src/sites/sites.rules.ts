import type { Site } from '../contract/site.js';
import { folded } from '../contract/folded.js';
import type { Id } from '../contract/wire.js';

/** True when `id` under `parentId` would lie under itself. `parentOf` holds the tree as it is now. */
export function makesCircle(parentOf: ReadonlyMap<Id, Id | null>, id: Id, parentId: Id | null): boolean {
  const seen = new Set<Id>([id]);
  for (let at = parentId; at !== null; at = parentOf.get(at) ?? null) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

/**
 * Order of lists, the same on both databases: by code as compared, digits by their
 * value (`X2` before `X10`), then id.
 */
export function byCode(a: { code: string; id: Id }, b: { code: string; id: Id }): number {
  return collator.compare(a.code, b.code) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
const collator = new Intl.Collator('vi', { numeric: true, sensitivity: 'base' });

/** Sites whose code, name or address holds `search`, without regard of case and diacritics. */
export function matching(sites: Site[], search: string | undefined): Site[] {
  const sought = folded(search ?? '');
  return sought === ''
    ? sites
    : sites.filter((site) => folded(`${site.code} ${site.name} ${site.address ?? ''}`).includes(sought));
}
