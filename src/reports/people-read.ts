import { Injectable } from '@nestjs/common';
import type { EntryMethod } from '../contract/attendance.js';
import { UNMARKED } from '../contract/standing.js';
import { unitNames } from '../contract/unit-key.js';
import type { Id, Instant } from '../contract/wire.js';
import { LISTED } from '../participants/participant.entity.js';
import { UnitNamesService } from '../participants/units/unit-names.service.js';
import { type Queryable, Reader } from '../platform/database/reader.js';
import { yieldToEventLoop } from '../platform/pace/pace.js';
import type { Reach } from '../sites/reach.service.js';
import { clocked } from './clocked.js';
import { isPresent, nameSubstitutes, type ReportedPerson } from './report.rules.js';

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
/** Rows of one statement. SQLite answers on the event loop: this many take a few milliseconds. */
const PAGE = 100;

/**
 * Everybody of a conference with where they stand. Never reads the personal code, which is a
 * sign-in: it is for the roster to print.
 */
@Injectable()
export class PeopleRead {
  constructor(
    private readonly reader: Reader,
    private readonly units: UnitNamesService,
  ) {}

  /**
   * For each checkpoint the same people in the same order: a picture of one moment, page by page, so
   * that others are served meanwhile.
   * @param reach of the reader: substitutes are named within it alone
   */
  async readAt(conferenceId: Id, checkpointIds: readonly Id[], reach: Reach): Promise<ReportedPerson[][]> {
    const merges = await this.units.mergesOf(conferenceId);
    return this.reader.snapshot(async (source) => {
      const standings: ReportedPerson[][] = [];
      for (const checkpointId of checkpointIds) {
        const people = await everybodyAt(source, conferenceId, checkpointId);
        nameSubstitutes(people, reach);
        standings.push(people);
      }
      // One unit has one name in all of a report, however it is spelt.
      const nameOf = unitNames(
        (standings[0] ?? []).map(({ unit }) => unit),
        merges,
      );
      for (const people of standings) for (const person of people) person.unit = nameOf(person.unit);
      return standings;
    });
  }
}

/** In order of id. */
async function everybodyAt(source: Queryable, conferenceId: Id, checkpointId: Id): Promise<ReportedPerson[]> {
  const people: ReportedPerson[] = [];
  let rows: PersonRow[] = [];
  do {
    rows = await source.query<PersonRow>(
      `SELECT p."id", p."fullName", p."unit", p."position", p."siteId" AS "homeSiteId", p."origin",
              s."state", s."siteId", s."because", e."reason", e."substituteFor", e."recordedAt", e."method",
              d."late", d."receivedAt", e."offline", e."clockOffset"
       FROM "participant" p
       LEFT JOIN "attendance_state" s ON s."participantId" = p."id" AND s."checkpointId" = $2
       LEFT JOIN "attendance_entry" e ON e."seq" = s."entrySeq"
       LEFT JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq"
       WHERE p."conferenceId" = $1 AND ${LISTED} AND p."id" > $3 ORDER BY p."id" LIMIT ${PAGE}`,
      [conferenceId, checkpointId, people.at(-1)?.id ?? ''],
    );
    for (const row of rows) people.push(personOf(row));
    await yieldToEventLoop();
  } while (rows.length === PAGE);
  return people;
}

function personOf({ late, offline, receivedAt, ...row }: PersonRow): ReportedPerson {
  const state = row.state ?? UNMARKED.state;
  return {
    ...row,
    ...(row.recordedAt === null
      ? NO_TIMES
      : clocked({ ...row, recordedAt: row.recordedAt, receivedAt: receivedAt! })),
    state,
    because: row.because ?? UNMARKED.because,
    isLate: late === 1,
    isOffline: offline === 1,
    substitutes: [],
    attended: isPresent(state) ? 1 : 0,
  };
}
