import type {
  AttendanceRecorded,
  ListingMove,
  StandingChange,
  Whereabouts,
} from '../attendance/attendance.events.js';
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
const UNMARKED: Whereabouts = { state: 'unmarked', siteId: null, happenedAt: null };
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

/** As `carryOn`, for people whose list is another. */
export function carryListings(picture: Picture, moves: readonly ListingMove[]): Set<Id> {
  const touched = new Set<Id>();
  for (const { before, after, standings } of moves) {
    const where = standings.find(({ checkpointId }) => checkpointId === picture.checkpointId) ?? UNMARKED;
    for (const [list, by] of [[before, -1] as const, [after, 1] as const])
      if (list !== null)
        for (const site of count(picture, list.siteId, where, list.isWalkIn, by)) touched.add(site);
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

/** The sum of rows, carried on as rows are replaced. */
export class RowSum {
  private rows = 0;
  private expected = 0;
  private readonly figures = nobodyCounted();
  private readonly presence = { never: 0, online: 0, unsteady: 0, lost: 0 };
  private readonly readiness = { untested: 0, passed: 0, failed: 0, stale: 0 };

  add(row: BoardRow, by: 1 | -1 = 1): void {
    this.rows += by;
    this.expected += by * row.expected;
    this.presence[row.presence.state] += by;
    if (row.readiness !== null) this.readiness[row.readiness] += by;
    addFigures(this.figures, row, by);
  }

  totals(followers: number): BoardTotals {
    const { counts, outside, guests, elsewhere } = this.figures;
    return {
      sites: this.rows,
      expected: this.expected,
      ...withRate({
        counts: { ...counts },
        outside: { ...outside },
        guests: { ...guests },
        elsewhere: { ...elsewhere },
      }),
      presence: { ...this.presence },
      readiness: { ...this.readiness },
      followers,
    };
  }
}

export function totalsOf(rows: readonly BoardRow[], followers: number): BoardTotals {
  const sum = new RowSum();
  for (const row of rows) sum.add(row);
  return sum.totals(followers);
}
