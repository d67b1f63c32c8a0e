import { type Incident, INCIDENT_CAUSES } from '#contract/incident.js';
import type { Id } from '#contract/wire.js';

/** Puts together what is known and what is told; what is over, or older than what is known, goes. */
export function applied(known: readonly Incident[], told: Incident): Incident[] {
  const others = known.filter(({ id }) => id !== told.id);
  return told.state === 'resolved' ? others : inOrder([...others, told]);
}

/** The wider cause first, then the longest; what somebody works on comes last. */
export function inOrder(incidents: readonly Incident[]): Incident[] {
  const rank = ({ state, cause }: Incident): number =>
    (state === 'open' ? 0 : INCIDENT_CAUSES.length) + INCIDENT_CAUSES.indexOf(cause);
  return [...incidents].sort(
    (a, b) => rank(a) - rank(b) || compare(since(a), since(b)) || compare(a.id, b.id),
  );
}
export const since = ({ reopenedAt, openedAt }: Incident): string => reopenedAt ?? openedAt;

/** The gap between two lines, in pixels at most. */
const GAP = 8;
/** How many lines of these heights fit; one stands in any case. */
export function fittingLines(heights: readonly number[], room: number): number {
  let used = 0;
  const first = heights.findIndex((height) => (used += height + GAP) > room);
  return first < 0 ? heights.length : Math.max(1, first);
}

/** After this time nobody has taken it, and it rings again. */
const LATE_MS = 180_000;
/**
 * When an incident rings last: as it opens or its silence ends, and again when nobody takes it; `null` while
 * somebody has it.
 */
export function alarmOf(incident: Incident): { id: string; at: string } | null {
  if (incident.state !== 'open') return null;
  const at = incident.alarmFrom;
  if (!incident.escalated) return { id: `${incident.id} ${at}`, at };
  return {
    id: `${incident.id} ${at} late`,
    at: new Date(Date.parse(at) + LATE_MS).toISOString(),
  };
}

export type Trouble = 'lost' | 'signal';
/**
 * Answers whether an open incident speaks of this site, so that it needs no line of its own. One of more
 * sites than it names speaks of all below its node. A line speaks of those it names: the board knows no more.
 * @param parentOf the node above each site and node
 */
export function coveredBy(
  incidents: readonly Incident[],
  parentOf: ReadonlyMap<Id, Id | null>,
): (siteId: Id, trouble: Trouble) => boolean {
  const ids = { lost: new Set<Id>(), signal: new Set<Id>() };
  const nodes = { lost: new Set<Id | null>(), signal: new Set<Id | null>() };
  for (const { cause, siteId, sites, siteIds } of incidents) {
    const trouble = cause === 'broadcast' ? 'signal' : 'lost';
    siteIds.forEach((id) => ids[trouble].add(id));
    if (sites > siteIds.length && cause !== 'line') nodes[trouble].add(siteId);
  }
  const isBelow = (siteId: Id, trouble: Trouble): boolean => {
    const above = nodes[trouble];
    if (above.size === 0) return false;
    const seen = new Set<Id>();
    for (let at: Id | null = siteId; at !== null && !seen.has(at); at = parentOf.get(at) ?? null) {
      if (above.has(at)) return true;
      seen.add(at);
    }
    return above.has(null);
  };
  return (siteId, trouble) => ids[trouble].has(siteId) || isBelow(siteId, trouble);
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
