import type { Id } from '../contract/wire.js';
import { type Cause, causeOf, causeOfLine, SHARE, type TrackedIncident } from './incident.rules.js';
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

/** The causes besides ours that a site which is lost now may have in common with others. */
export function causesOver(id: Id, places: Places): Cause[] {
  const line = places.lineOf(id);
  const parts = places.nodesOf(id).map((node) => causeOf('part', node));
  return line === null ? parts : [...parts, causeOfLine(line)];
}
export const broadcastsOver = (id: Id, places: Places): Cause[] =>
  [null, ...places.nodesOf(id)].map((node) => causeOf('broadcast', node));

const isIll = (node: Id | null, register: SiteRegister): boolean =>
  isShare(register.countBad(node), register.countHere(node), SHARE.broadcast);
/** Where around the site the broadcast is ill: `null` is everywhere, `undefined` nowhere. */
export const illPartOf = (id: Id, places: Places, register: SiteRegister): Id | null | undefined =>
  [null, ...places.nodesOf(id)].find((node) => isIll(node, register));

/** Whether so few suffer now that they have no common cause any more. */
export function isCalm({ away, cause, members }: TrackedIncident, register: SiteRegister): boolean {
  if (cause.kind === 'ours') return !isShare(away, register.here + away, SHARE.ours);
  return cause.kind === 'broadcast' ? !isIll(cause.siteId, register) : away * 2 < members.size;
}

export function liesIn(id: Id, { siteId, line }: Cause, places: Places): boolean {
  return line === null ? places.nodesOf(id).includes(siteId!) : places.lineOf(id) === line;
}
