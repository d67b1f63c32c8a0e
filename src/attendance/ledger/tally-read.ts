import type { AttendanceState } from '../../contract/attendance.js';
import type { Arrivals } from '../../contract/board.js';
import type { Id, Instant } from '../../contract/wire.js';
import { LISTED } from '../../participants/participant.sql.js';
import type { Queryable } from '../../platform/database/queryable.js';
import { arrivedAt, type Counted, countPeople, nobodyCounted } from './tally.rules.js';

/** No checkpoint has this id. */
const NONE = '';

export interface SiteTally extends Counted {
  /** When the service last received an entry of the site for the checkpoint. */
  lastEntryAt: Instant | null;
  /** People in the room, as the site has confirmed; `null` if it has not. */
  headcount: number | null;
}
export const emptyTally = (): SiteTally => ({ ...nobodyCounted(), lastEntryAt: null, headcount: null });
export interface Tally {
  /** Sites with people or entries. */
  sites: Map<Id, SiteTally>;
  /** Minutes in which somebody arrived who is still counted as present, oldest first. */
  arrivals: Arrivals[];
  /** The same by site of the list; absent unless it was asked for. */
  siteArrivals?: SiteArrivals;
}
export type SiteArrivals = Map<Id, Map<Instant, number>>;
interface Cell {
  homeSiteId: Id;
  origin: 'roster' | 'walk_in';
  state: AttendanceState;
  siteId: Id | null;
  people: number | string;
}

/**
 * Counts at one checkpoint; with `checkpointId` `null` nobody is marked. `bySite`: arrivals of each site too.
 */
export async function readTally(
  source: Queryable,
  conferenceId: Id,
  checkpointId: Id | null,
  bySite: boolean,
): Promise<Tally> {
  // One after the other: a transaction is one connection.
  const cells = await cellsOf(source, conferenceId, checkpointId);
  const arrivals = await arrivalsOf(source, conferenceId, checkpointId);
  const siteArrivals = bySite ? await siteArrivalsOf(source, conferenceId, checkpointId) : undefined;
  const entries = await lastEntriesOf(source, conferenceId, checkpointId);
  const confirmed = await confirmedOf(source, conferenceId, checkpointId);
  const sites = new Map<Id, SiteTally>();
  const at = (siteId: Id): SiteTally => {
    let site = sites.get(siteId);
    if (!site) sites.set(siteId, (site = emptyTally()));
    return site;
  };
  for (const cell of cells)
    countPeople(at, { ...cell, isWalkIn: cell.origin === 'walk_in' }, Number(cell.people));
  for (const entry of entries) at(entry.siteId).lastEntryAt = entry.receivedAt;
  for (const { siteId, headcount } of confirmed) at(siteId).headcount = headcount;
  return { sites, arrivals, ...(siteArrivals && { siteArrivals }) };
}

function cellsOf(source: Queryable, conferenceId: Id, checkpointId: Id | null): Promise<Cell[]> {
  return source.query<Cell>(
    `SELECT p."siteId" AS "homeSiteId", p."origin", COALESCE(s."state", 'unmarked') AS "state", s."siteId",
      COUNT(*) AS "people"
     FROM "participant" p LEFT JOIN "attendance_state" s ON s."participantId" = p."id"
     AND s."checkpointId" = $2
     WHERE p."conferenceId" = $1 AND ${LISTED} GROUP BY 1, 2, 3, 4`,
    [conferenceId, checkpointId ?? NONE],
  );
}

async function arrivalsOf(source: Queryable, conferenceId: Id, checkpointId: Id | null): Promise<Arrivals[]> {
  const rows = await source.query<{ minute: string; people: number | string }>(
    `SELECT SUBSTR(s."happenedAt", 1, 16) AS "minute", COUNT(*) AS "people"
     FROM "attendance_state" s JOIN "participant" p ON p."id" = s."participantId" AND p."conferenceId" = $1
     AND ${LISTED}
     WHERE s."checkpointId" = $2 AND s."state" IN ('in_person', 'online') GROUP BY 1 ORDER BY 1`,
    [conferenceId, checkpointId ?? NONE],
  );
  return rows.map(({ minute, people }) => ({ minute: `${minute}:00.000Z`, people: Number(people) }));
}

async function siteArrivalsOf(
  source: Queryable,
  conferenceId: Id,
  checkpointId: Id | null,
): Promise<SiteArrivals> {
  const rows = await source.query<Cell & { minute: string }>(
    `SELECT SUBSTR(s."happenedAt", 1, 16) AS "minute", p."siteId" AS "homeSiteId", p."origin", s."state",
      s."siteId", COUNT(*) AS "people"
     FROM "attendance_state" s JOIN "participant" p ON p."id" = s."participantId" AND p."conferenceId" = $1
     AND ${LISTED}
     WHERE s."checkpointId" = $2 AND s."state" IN ('in_person', 'online') GROUP BY 1, 2, 3, 4, 5 ORDER BY 1`,
    [conferenceId, checkpointId ?? NONE],
  );
  const arrivals: SiteArrivals = new Map();
  for (const { minute, people, ...cell } of rows) {
    const siteId = arrivedAt({ ...cell, isWalkIn: cell.origin === 'walk_in' });
    const at = `${minute}:00.000Z`;
    const minutes = arrivals.get(siteId) ?? new Map<Instant, number>();
    arrivals.set(siteId, minutes.set(at, (minutes.get(at) ?? 0) + Number(people)));
  }
  return arrivals;
}

function confirmedOf(
  source: Queryable,
  conferenceId: Id,
  checkpointId: Id | null,
): Promise<{ siteId: Id; headcount: number }[]> {
  return source.query(
    `SELECT k."siteId", e."headcount" FROM "site" s CROSS JOIN "attendance_confirmation" k
      CROSS JOIN "attendance_entry" e
     WHERE s."conferenceId" = $1 AND k."siteId" = s."id" AND k."checkpointId" = $2 AND e."seq" = k."entrySeq"
     AND e."kind" = 'confirm'`,
    [conferenceId, checkpointId ?? NONE],
  );
}

function lastEntriesOf(
  source: Queryable,
  conferenceId: Id,
  checkpointId: Id | null,
): Promise<{ siteId: Id; receivedAt: Instant }[]> {
  return source.query(
    `SELECT d."siteId", MAX(d."receivedAt") AS "receivedAt" FROM "site" s CROSS JOIN "attendance_delivery" d
     WHERE s."conferenceId" = $1 AND d."siteId" = s."id" AND d."checkpointId" = $2 GROUP BY d."siteId"`,
    [conferenceId, checkpointId ?? NONE],
  );
}
