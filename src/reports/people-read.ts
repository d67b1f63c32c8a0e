import type { EntryMethod } from '../contract/attendance.js';
import { UNMARKED } from '../contract/standing.js';
import type { Id, Instant } from '../contract/wire.js';
import { LISTED } from '../participants/participant.sql.js';
import { type Dialect, listed } from '../platform/database/dialect.js';
import type { Queryable } from '../platform/database/reader.js';
import { clocked } from './clocked.js';
import { isPresent, type ReportedPerson } from './report.rules.js';

type PersonRow = Omit<
  ReportedPerson,
  'isLate' | 'isOffline' | 'state' | 'because' | 'method' | 'substitutes' | 'attended'
> & {
  state: ReportedPerson['state'] | null;
  because: ReportedPerson['because'] | null;
  method: EntryMethod | null;
  late: number | null;
  receivedAt: Instant | null;
  offline: number | null;
};
const NO_TIMES = { recordedAt: null, clockOffset: null };

/** Counts the people of each list; those who were removed too, so it reads an index alone. */
export async function countLists(source: Queryable, conferenceId: Id): Promise<Map<Id, number>> {
  const rows = await source.query<{ siteId: Id; people: number | string }>(
    `SELECT p."siteId", COUNT(*) AS "people" FROM "site" x CROSS JOIN "participant" p
     WHERE x."conferenceId" = $1 AND p."siteId" = x."id" GROUP BY p."siteId"`,
    [conferenceId],
  );
  return new Map(rows.map(({ siteId, people }) => [siteId, Number(people)]));
}

/** Each spelling of a unit, and how many people name it so. List by list, as the people lie on the disk. */
export async function countUnits(source: Queryable, conferenceId: Id): Promise<Map<string, number>> {
  const rows = await source.query<{ unit: string; people: number | string }>(
    `SELECT p."unit", COUNT(*) AS "people" FROM "site" x CROSS JOIN "participant" p
     WHERE x."conferenceId" = $1 AND p."siteId" = x."id" AND ${LISTED} AND p."unit" IS NOT NULL
     GROUP BY p."unit"`,
    [conferenceId],
  );
  return new Map(rows.map(({ unit, people }) => [unit, Number(people)]));
}

/**
 * The people of these lists with where they stand, in no order. Never reads the personal code, which is a
 * sign-in: it is for the roster to print.
 */
export async function peopleAt(
  source: ListSource,
  conferenceId: Id,
  checkpointId: Id,
  siteIds: readonly Id[],
): Promise<ReportedPerson[]> {
  const rows = await source.query<PersonRow>(
    `SELECT p."id", p."fullName", p."unit", p."position", p."siteId" AS "homeSiteId", p."origin",
            s."state", s."siteId", s."because", e."reason", e."substituteFor", e."recordedAt", e."method",
            d."late", d."receivedAt", e."offline", e."clockOffset"
     ${ofLists(source)}
     LEFT JOIN "attendance_entry" e ON e."seq" = s."entrySeq"
     LEFT JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq"
     ${WHO}`,
    [conferenceId, checkpointId, JSON.stringify(siteIds)],
  );
  return rows.map((row) => personOf(row, row));
}

/** The same people as far as figures need them: without names and entries, in a third of the time. */
export async function countedAt(
  source: ListSource,
  conferenceId: Id,
  checkpointId: Id,
  siteIds: readonly Id[],
): Promise<ReportedPerson[]> {
  const rows = await source.query<CountedRow>(
    `SELECT p."id", p."unit", p."siteId" AS "homeSiteId", p."origin", s."state", s."siteId"
     ${ofLists(source)} ${WHO}`,
    [conferenceId, checkpointId, JSON.stringify(siteIds)],
  );
  return rows.map((row) => personOf(row, NO_ENTRY));
}

type ListSource = Queryable & { dialect: Dialect };
type CountedRow = Pick<PersonRow, 'id' | 'unit' | 'homeSiteId' | 'origin' | 'state' | 'siteId'>;

/** `$1` the conference, `$2` the checkpoint, `$3` the lists. */
const ofLists = ({ dialect }: ListSource): string =>
  `FROM ${listed(dialect, 3)} CROSS JOIN "participant" p
   LEFT JOIN "attendance_state" s ON s."participantId" = p."id" AND s."checkpointId" = $2`;
const WHO = `WHERE p."siteId" = l.value AND p."conferenceId" = $1 AND ${LISTED}`;

const NO_ENTRY: Omit<PersonRow, keyof CountedRow> = {
  fullName: '',
  position: null,
  because: null,
  reason: null,
  substituteFor: null,
  recordedAt: null,
  method: null,
  clockOffset: null,
  late: null,
  receivedAt: null,
  offline: null,
};

/** Field by field: a spread of a row takes several times as long, and a country has 600,000. */
function personOf(row: CountedRow, entry: Omit<PersonRow, keyof CountedRow>): ReportedPerson {
  const state = row.state ?? UNMARKED.state;
  const { recordedAt, clockOffset, receivedAt } = entry;
  const times =
    recordedAt === null ? NO_TIMES : clocked({ recordedAt, clockOffset, receivedAt: receivedAt! });
  return {
    id: row.id,
    fullName: entry.fullName,
    unit: row.unit,
    position: entry.position,
    homeSiteId: row.homeSiteId,
    origin: row.origin,
    state,
    siteId: row.siteId,
    because: entry.because ?? UNMARKED.because,
    reason: entry.reason,
    substituteFor: entry.substituteFor,
    recordedAt: times.recordedAt,
    method: entry.method,
    isLate: entry.late === 1,
    isOffline: entry.offline === 1,
    clockOffset: times.clockOffset,
    substitutes: [],
    attended: isPresent(state) ? 1 : 0,
  };
}
