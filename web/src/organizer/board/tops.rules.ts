import type { Placed } from './blocks.js';

/** Names of the sites and groups that lie below no other: a part begins there. */
export const topsOf = (places: readonly Pick<Placed, 'siteId' | 'name' | 'parentId'>[]): string[] => {
  const known = new Set(places.map(({ siteId }) => siteId));
  return places.filter(({ parentId }) => parentId === null || !known.has(parentId)).map(({ name }) => name);
};
