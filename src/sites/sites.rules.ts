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

/** Where `site` stands in a list in order of code, or would stand. */
export function placeOf(sites: readonly Site[], site: { code: string; id: Id }): number {
  let [low, high] = [0, sites.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byCode(sites[middle]!, site) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the next after `site` stands. */
export function placeAfter(sites: readonly Site[], site: { code: string; id: Id }): number {
  const place = placeOf(sites, site);
  return sites[place]?.id === site.id ? place + 1 : place;
}

/** The first `most` of `items` from `start` on that fit: all pages of a list look at each item once. */
export function firstOf<T>(
  items: readonly T[],
  start: number,
  most: number,
  fits: (item: T) => boolean,
): T[] {
  const found: T[] = [];
  for (let at = start; at < items.length && found.length < most; at += 1)
    if (fits(items[at]!)) found.push(items[at]!);
  return found;
}

/** Tells whether a site's code, name or address holds `search`, without regard of case and diacritics. */
export function finds(search: string | undefined): (site: Site) => boolean {
  const sought = folded(search ?? '');
  if (sought === '') return () => true;
  return (site) => {
    let text = foldedTexts.get(site);
    if (text === undefined) {
      text = folded(`${site.code} ${site.name} ${site.address ?? ''}`);
      foldedTexts.set(site, text);
    }
    return text.includes(sought);
  };
}
/** Folding 37,000 names takes 0.2 s; a changed site is another object. */
const foldedTexts = new WeakMap<Site, string>();
