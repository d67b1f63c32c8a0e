import type { Id } from '../contract/wire.js';
import { type Cause, causeOf, causeOfLine, SHARE } from './incident.rules.js';
import type { Places } from './places.rules.js';
import { isShare, lineKey, type SiteRegister, type TrackedSite } from './site-register.rules.js';

/** Counts these sites by node and by line. */
export function countsOf(sites: readonly TrackedSite[], places: Places): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { id } of sites) {
    places.nodesOf(id).forEach(add);
    const line = places.lineOf(id);
    if (line !== null) add(lineKey(line));
  }
  return counts;
}

/**
 * Names what a lost site has in common with others: the highest node of which enough sites fell, as closely
 * as its fallen sites lie, else the line; `null` if it fell alone.
 */
export function commonCauseOf(
  id: Id,
  fallen: ReadonlyMap<string, number>,
  places: Places,
  register: SiteRegister,
): Cause | null {
  const isCause = (key: string): boolean => {
    const fell = fallen.get(key) ?? 0;
    return isShare(fell, register.countHere(key) + fell, SHARE.part);
  };
  const nodes = places.nodesOf(id);
  const highest = nodes.find(isCause);
  // A district that is cut is half of a small province: the province is not to blame.
  if (highest !== undefined)
    return causeOf(
      'part',
      nodes.findLast((node) => fallen.get(node) === fallen.get(highest))!,
    );
  const line = places.lineOf(id);
  return line !== null && isCause(lineKey(line)) ? causeOfLine(line) : null;
}

export function liesIn(id: Id, { siteId, line }: Cause, places: Places): boolean {
  return line === null ? places.nodesOf(id).includes(siteId!) : places.lineOf(id) === line;
}
