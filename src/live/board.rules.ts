import type { AttendanceRecorded, StandingChange, Whereabouts } from '../attendance/attendance.events.js';
import { addTo, countedAt, NOBODY, type SiteTally } from '../attendance/tally.service.js';
import type { BoardRow, BoardTotals, Counts } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';

/** What everybody comes to at the board's checkpoint: read once from the ledger, then carried on by each change. */
export interface Picture {
  checkpointId: Id | null;
  sites: Map<Id, SiteTally>;
  /** People present by the minute of their deciding entry. */
  arrivals: Map<Instant, number>;
}
/** What a site shows of itself, each a thing of its own and none of them attendance. */
export type Heard = Pick<BoardRow, 'presence' | 'signal' | 'help'>;
type Recorded = Pick<
  AttendanceRecorded,
  'siteId' | 'receivedAt' | 'checkpointIds' | 'changes' | 'confirmations'
>;

/** Carries the picture on (it is changed) and answers the sites whose rows are touched. */
export function carryOn(
  picture: Picture,
  { siteId, receivedAt, checkpointIds, changes, confirmations }: Recorded,
): Set<Id> {
  const touched = new Set<Id>();
  for (const change of changes) for (const site of move(picture, change)) touched.add(site);
  if (picture.checkpointId !== null && checkpointIds.includes(picture.checkpointId)) {
    const tally = tallyAt(picture, siteId);
    if (tally.lastEntryAt === null || tally.lastEntryAt < receivedAt) tally.lastEntryAt = receivedAt;
    touched.add(siteId);
  }
  // An undo may say to be at another checkpoint than what it takes back.
  for (const { checkpointId, siteId: confirmer, headcount } of confirmations) {
    if (checkpointId !== picture.checkpointId) continue;
    tallyAt(picture, confirmer).headcount = headcount;
    touched.add(confirmer);
  }
  return touched;
}

/** A walk-in of another checkpoint is from now on one more whom this one has not marked. */
function move(
  picture: Picture,
  { checkpointId, homeSiteId, isWalkIn, isNew, before, after }: StandingChange,
): Id[] {
  if (checkpointId !== picture.checkpointId)
    return isNew ? [count(picture, homeSiteId, UNSEEN, isWalkIn, 1)] : [];
  const to = count(picture, homeSiteId, after, isWalkIn, 1);
  return isNew ? [to] : [to, count(picture, homeSiteId, before, isWalkIn, -1)];
}
const UNSEEN: Whereabouts = { state: 'unmarked', siteId: null, happenedAt: null };

function count(picture: Picture, homeSiteId: Id, where: Whereabouts, isWalkIn: boolean, by: 1 | -1): Id {
  const siteId = countedAt(where, homeSiteId);
  addTo(tallyAt(picture, siteId).counts, where.state, isWalkIn, by);
  if ((where.state === 'in_person' || where.state === 'online') && where.happenedAt !== null) {
    const minute = minuteOf(where.happenedAt);
    const people = (picture.arrivals.get(minute) ?? 0) + by;
    if (people === 0) picture.arrivals.delete(minute);
    else picture.arrivals.set(minute, people);
  }
  return siteId;
}

function tallyAt(picture: Picture, siteId: Id): SiteTally {
  let tally = picture.sites.get(siteId);
  if (!tally)
    picture.sites.set(siteId, (tally = { counts: { ...NOBODY }, lastEntryAt: null, headcount: null }));
  return tally;
}

/** `2026-11-22T01:02:03.456Z` → `2026-11-22T01:02:00.000Z` */
const minuteOf = (at: Instant): Instant => `${at.slice(0, 16)}:00.000Z`;

export function rowOf(
  site: Site,
  rosterLength: number,
  tally: SiteTally | undefined,
  { presence, signal, help }: Heard,
): BoardRow {
  const { id: siteId, code, name, level, parentId } = site;
  const counts = { ...(tally?.counts ?? NOBODY) };
  const headcount = tally?.headcount ?? null;
  return {
    siteId,
    code,
    name,
    level,
    parentId,
    expected: site.expected ?? rosterLength,
    presence,
    signal,
    help,
    readiness: null,
    counts,
    lastEntryAt: tally?.lastEntryAt ?? null,
    confirmed: headcount === null ? null : { headcount, names: counts.inPerson },
  };
}

export function totalsOf(rows: readonly BoardRow[], followers: number): BoardTotals {
  const totals: BoardTotals = {
    sites: rows.length,
    expected: 0,
    counts: { ...NOBODY },
    presence: { never: 0, online: 0, unsteady: 0, lost: 0 },
    followers,
  };
  for (const row of rows) {
    totals.expected += row.expected;
    totals.presence[row.presence.state] += 1;
    for (const field of Object.keys(totals.counts) as (keyof Counts)[])
      totals.counts[field] += row.counts[field];
  }
  return totals;
}
