import type { Arrivals, BoardChanges, BoardRow, BoardSnapshot, BoardTotals } from '#contract/board.js';
import type { Id, Instant } from '#contract/wire.js';

/** The board as a page caches it: the picture as of `seq`. */
export interface CachedBoard {
  conferenceId: Id;
  checkpointId: Id | null;
  seq: number;
  asOf: Instant;
  totals: BoardTotals;
  sites: ReadonlyMap<Id, BoardRow>;
  arrivals: Arrivals[];
}
/** The new picture with the changed rows, or why the news does not fit the cached one. */
export type Applied =
  { board: CachedBoard; changed: BoardRow[] } | { gap: 'missed' | 'other-board' } | { old: true };

export function fromSnapshot(snapshot: BoardSnapshot): CachedBoard {
  const { conferenceId, checkpointId, seq, asOf, totals, arrivals } = snapshot;
  return {
    conferenceId,
    checkpointId,
    seq,
    asOf,
    totals,
    arrivals,
    sites: new Map(snapshot.sites.map((row) => [row.siteId, row])),
  };
}

/**
 * Applies news that follows the cached picture without a gap. Older news changes nothing; a gap, another
 * checkpoint or an unknown site needs a fetch.
 */
export function apply(cached: CachedBoard, news: BoardChanges): Applied {
  if (news.conferenceId !== cached.conferenceId || news.checkpointId !== cached.checkpointId)
    return { gap: 'other-board' };
  if (news.seq <= cached.seq && news.from < cached.seq) return { old: true };
  if (news.from !== cached.seq) return { gap: 'missed' };
  if (news.sites.some((row) => !cached.sites.has(row.siteId) || isMoved(cached.sites.get(row.siteId)!, row)))
    return { gap: 'other-board' };
  const sites = new Map(cached.sites);
  for (const row of news.sites) sites.set(row.siteId, row);
  return {
    board: {
      ...cached,
      seq: news.seq,
      asOf: news.asOf,
      totals: news.totals,
      sites,
      arrivals: mergedArrivals(cached.arrivals, news.arrivals),
    },
    changed: news.sites,
  };
}

/**
 * Answers whether a site has another place in the tree or in the order, so that the wall must be laid out
 * again.
 */
function isMoved(before: BoardRow, after: BoardRow): boolean {
  return (
    before.parentId !== after.parentId ||
    before.code !== after.code ||
    before.level !== after.level ||
    before.name !== after.name
  );
}

/** Replaces minutes by their later figures; minutes without anybody are left out. */
export function mergedArrivals(cached: Arrivals[], news: Arrivals[]): Arrivals[] {
  if (news.length === 0) return cached;
  const byMinute = new Map(cached.map((one) => [one.minute, one]));
  for (const one of news) byMinute.set(one.minute, one);
  return [...byMinute.values()]
    .filter((one) => one.people > 0)
    .sort((a, b) => (a.minute < b.minute ? -1 : 1));
}
