import type { AttendanceRecorded, StandingChange, Whereabouts } from '../attendance/attendance.events.js';
import {
  addFigures,
  arrivedAt,
  countPeople,
  emptyTally,
  nobodyCounted,
  type SiteArrivals,
  type SiteTally,
  withRate,
} from '../attendance/ledger/tally.service.js';
import { namesInRoom } from '../contract/attendance-share.js';
import type { BoardGroup, BoardRow, BoardTotals } from '../contract/board.js';
import type { Site } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';

/**
 * The counts at the board's checkpoint: read once from the ledger, then updated by
 * each change.
 */
export interface Picture {
  checkpointId: Id | null;
  sites: Map<Id, SiteTally>;
  /** People present by the minute of their deciding entry. */
  arrivals: Map<Instant, number>;
  /** The same by site; absent while nobody watches a part of the tree. */
  siteArrivals?: SiteArrivals;
}
/** The tree of a conference, and what is counted in it. */
export interface Ground {
  /** In order of code. */
  sites: Site[];
  groups: BoardGroup[];
  picture: Picture;
}
/** The state of a site apart from attendance. */
export type SiteStatus = Pick<BoardRow, 'presence' | 'signal' | 'help' | 'readiness'>;
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

/** A walk-in of another checkpoint counts nowhere here. */
function move(
  picture: Picture,
  { checkpointId, homeSiteId, isWalkIn, isNew, before, after }: StandingChange,
): Id[] {
  if (checkpointId !== picture.checkpointId) return [];
  const to = count(picture, homeSiteId, after, isWalkIn, 1);
  return isNew ? to : [...to, ...count(picture, homeSiteId, before, isWalkIn, -1)];
}

function count(picture: Picture, homeSiteId: Id, where: Whereabouts, isWalkIn: boolean, by: 1 | -1): Id[] {
  const touched = countPeople((siteId) => tallyAt(picture, siteId), { homeSiteId, isWalkIn, ...where }, by);
  if ((where.state === 'in_person' || where.state === 'online') && where.happenedAt !== null) {
    const minute = minuteOf(where.happenedAt);
    addPeople(picture.arrivals, minute, by);
    if (picture.siteArrivals) {
      const at = arrivedAt({ homeSiteId, isWalkIn, ...where });
      const minutes = picture.siteArrivals.get(at) ?? new Map<Instant, number>();
      picture.siteArrivals.set(at, minutes);
      addPeople(minutes, minute, by);
    }
  }
  return touched;
}

function addPeople(minutes: Map<Instant, number>, minute: Instant, by: number): void {
  const people = (minutes.get(minute) ?? 0) + by;
  if (people === 0) minutes.delete(minute);
  else minutes.set(minute, people);
}

function tallyAt(picture: Picture, siteId: Id): SiteTally {
  let tally = picture.sites.get(siteId);
  if (!tally) picture.sites.set(siteId, (tally = emptyTally()));
  return tally;
}

/** `2026-11-22T01:02:03.456Z` → `2026-11-22T01:02:00.000Z` */
const minuteOf = (at: Instant): Instant => `${at.slice(0, 16)}:00.000Z`;

/** @param tally undefined: nobody is on the site's list and nobody came */
export function rowOf(
  site: Site,
  tally: SiteTally = emptyTally(),
  { presence, signal, help, readiness }: SiteStatus,
): BoardRow {
  const { id: siteId, code, name, level, parentId } = site;
  const { counts, outside, guests, elsewhere, lastEntryAt, headcount } = tally;
  const figures = withRate({
    counts: { ...counts },
    outside: { ...outside },
    guests: { ...guests },
    elsewhere: { ...elsewhere },
  });
  return {
    siteId,
    code,
    name,
    level,
    parentId,
    expected: site.expected ?? figures.listed,
    presence,
    signal,
    help,
    readiness,
    ...figures,
    lastEntryAt,
    confirmed: headcount === null ? null : { headcount, names: namesInRoom(figures) },
  };
}

/** A row or group as those with a part see it: without a parent that lies outside. */
export const cutTo = <T extends { parentId: Id | null }>(reach: ReadonlySet<Id>, row: T): T =>
  row.parentId === null || reach.has(row.parentId) ? row : { ...row, parentId: null };

/** The arrivals at these sites. */
export function arrivalsAt(siteArrivals: SiteArrivals, siteIds: Iterable<Id>): Map<Instant, number> {
  const sum = new Map<Instant, number>();
  for (const siteId of siteIds)
    for (const [minute, people] of siteArrivals.get(siteId) ?? []) addPeople(sum, minute, people);
  return new Map([...sum].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function groupOf({ id: siteId, code, name, level, parentId }: Site): BoardGroup {
  return { siteId, code, name, level, parentId };
}

export function totalsOf(rows: readonly BoardRow[], followers: number): BoardTotals {
  const sum = nobodyCounted();
  const presence = { never: 0, online: 0, unsteady: 0, lost: 0 };
  const readiness = { untested: 0, passed: 0, failed: 0, stale: 0 };
  let expected = 0;
  for (const row of rows) {
    expected += row.expected;
    presence[row.presence.state] += 1;
    if (row.readiness !== null) readiness[row.readiness] += 1;
    addFigures(sum, row);
  }
  return { sites: rows.length, expected, ...withRate(sum), presence, readiness, followers };
}
