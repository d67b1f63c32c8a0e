import { oneLine } from '#contract/clean-text.js';
import type { Site } from '#contract/site.js';
import type { Id } from '#contract/wire.js';

type Named = Pick<Site, 'id' | 'code' | 'name' | 'parentId'>;

/** By the site's id; a site that stands under none is left out. */
export function parentNames(sites: readonly Named[]): Map<Id, string> {
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  return new Map(
    sites.flatMap(({ id, parentId }) =>
      parentId !== null && names.has(parentId) ? [[id, names.get(parentId)!]] : [],
    ),
  );
}

/**
 * What to call each site in a list of its whole conference: its name; where others have that name too, its
 * parent's name with it, else its code.
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
 * Whether a text is there once, as a reader sees it: no matter how it is written in
 * capitals, blanks or composed letters.
 */
function alone(texts: readonly string[]): (text: string) => boolean {
  const seen = (text: string): string => oneLine(text).toLowerCase();
  const times = new Map<string, number>();
  for (const text of texts) times.set(seen(text), (times.get(seen(text)) ?? 0) + 1);
  return (text) => times.get(seen(text)) === 1;
}
