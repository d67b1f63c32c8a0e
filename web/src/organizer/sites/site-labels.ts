import { oneLine } from '#contract/clean-text.js';
import type { Site } from '#contract/site.js';
import type { Id } from '#contract/wire.js';

type Named = Pick<Site, 'id' | 'code' | 'name' | 'parentId'>;

/** Answers the names of parents by the id of the site; sites without a parent are left out. */
export function parentNames(sites: readonly Named[]): Map<Id, string> {
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  return new Map(
    sites.flatMap(({ id, parentId }) =>
      parentId !== null && names.has(parentId) ? [[id, names.get(parentId)!]] : [],
    ),
  );
}

/**
 * Answers a label for each site: its name; if others have that name, the name with the parent's; else its
 * code.
 */
export function siteLabels(sites: readonly Named[]): Map<Id, string> {
  const parents = parentNames(sites);
  const withParent = (site: Named): string => `${site.name} · ${parents.get(site.id) ?? site.code}`;
  const isOnly = { name: alone(sites.map(({ name }) => name)), withParent: alone(sites.map(withParent)) };
  return new Map(
    sites.map((site) => {
      if (isOnly.name(site.name)) return [site.id, site.name];
      return [
        site.id,
        isOnly.withParent(withParent(site)) ? withParent(site) : `${site.name} · ${site.code}`,
      ];
    }),
  );
}

/**
 * Answers whether a text occurs once as readers see it, regardless of capitals, blanks or composed letters.
 */
function alone(texts: readonly string[]): (text: string) => boolean {
  const seen = (text: string): string => oneLine(text).toLowerCase();
  const times = new Map<string, number>();
  for (const text of texts) times.set(seen(text), (times.get(seen(text)) ?? 0) + 1);
  return (text) => times.get(seen(text)) === 1;
}
