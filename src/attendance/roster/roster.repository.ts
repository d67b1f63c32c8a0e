import { Injectable } from '@nestjs/common';
import type { RosterState } from '../../contract/roster.js';
import type { Id } from '../../contract/wire.js';
import { LISTED } from '../../participants/participant.entity.js';
import { isOfLostHistory } from '../../platform/database/change-history.js';
import { listed } from '../../platform/database/statement.js';
import { lastSeq } from '../../platform/database/change-counter.js';
import { Reader } from '../../platform/database/reader.js';
import { DECIDING, STANDING, type StandingRow, standingOf } from '../ledger/attendance.presenter.js';

/** Selects everybody with an entry of the site, of any roster. */
const RECORDED_HERE = `SELECT e."participantId" FROM "attendance_delivery" d CROSS JOIN "attendance_entry" e
  WHERE d."siteId" = $1 AND e."seq" BETWEEN d."seq" AND d."lastSeq" AND e."deliverySeq" = d."seq"`;
/** `p`: who a walk-in `w`, recorded here, turned out to be. */
const JOINED_HERE = '"participant" w CROSS JOIN "participant" p';
const IS_JOINED_HERE = `w."id" IN (${RECORDED_HERE}) AND p."id" = w."joinedTo"`;
/** The states lie in order of checkpoint: asked for one by one, they are found without a further index. */
const statesOf = (person: string): string =>
  `"checkpoint" c CROSS JOIN "attendance_state" s WHERE c."conferenceId" = ${person}."conferenceId"
    AND s."checkpointId" = c."id" AND s."participantId" = ${person}."id"`;

/** Reads the tables for a site's roster. `since` is -1 for everything. */
@Injectable()
export class RosterRepository {
  constructor(private readonly reader: Reader) {}

  lastSeq(): Promise<number> {
    return lastSeq(this.reader);
  }

  /** Whether a console has seen changes that a restore has taken back. */
  isOfLostHistory(seq: number): Promise<boolean> {
    return isOfLostHistory(this.reader, seq);
  }

  /** Number of the last change that the site's console would be told of. */
  async lastSeqOf(siteId: Id): Promise<number> {
    const [row] = await this.reader.query<{ seq: number | string | null }>(
      `SELECT MAX(x."seq") AS "seq" FROM (
        SELECT MAX("seq") AS "seq" FROM "participant" WHERE "siteId" = $1
        UNION ALL SELECT MAX("seq") FROM "roster_removal" WHERE "siteId" = $1
        UNION ALL SELECT MAX("seq") FROM "attendance_confirmation" WHERE "siteId" = $1
        UNION ALL SELECT MAX("seq") FROM "participant" WHERE "id" IN (${RECORDED_HERE})
        UNION ALL SELECT MAX(s."seq") FROM "participant" p CROSS JOIN ${statesOf('p')}
        AND (p."siteId" = $1 OR p."id" IN (${RECORDED_HERE}))
        UNION ALL SELECT MAX(p."seq") FROM ${JOINED_HERE} WHERE ${IS_JOINED_HERE}
        UNION ALL SELECT MAX(s."seq") FROM ${JOINED_HERE} CROSS JOIN ${statesOf('p')} AND ${IS_JOINED_HERE}
      ) x`,
      [siteId],
    );
    return Number(row?.seq ?? 0);
  }

  /** People of the site's roster who stand elsewhere than they did. */
  async movedMembers(siteId: Id, since: number): Promise<Id[]> {
    const rows = await this.reader.query<{ id: Id }>(
      `SELECT p."id" FROM "participant" p WHERE p."siteId" = $1 AND ${LISTED}
        AND EXISTS (SELECT 1 FROM ${statesOf('p')} AND s."seq" > $2)`,
      [siteId, since],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * People whom this site has recorded and who changed after `since`. A walk-in who was joined brings the
   * person they were joined with; only so does somebody of the site's own roster appear.
   */
  async movedGuests(siteId: Id, since: number): Promise<Id[]> {
    const rows = await this.reader.query<{ id: Id; recordedAs: Id }>(
      `SELECT p."id", w."id" AS "recordedAs" FROM "participant" w CROSS JOIN "participant" p
       WHERE w."id" IN (${RECORDED_HERE}) AND p."id" = COALESCE(w."joinedTo", w."id")
       AND (p."siteId" <> $1 OR w."joinedTo" IS NOT NULL)
       AND (p."seq" > $2 OR EXISTS (SELECT 1 FROM ${statesOf('p')} AND s."seq" > $2))`,
      [siteId, since],
    );
    return [...new Set(rows.flatMap(({ id, recordedAs }) => [id, recordedAs]))];
  }

  async statesOf(participantIds: readonly Id[]): Promise<RosterState[]> {
    if (participantIds.length === 0) return [];
    const rows = await this.reader.query<StandingRow>(
      `SELECT ${STANDING}
        FROM (SELECT s.* FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "participant" p
        CROSS JOIN ${statesOf('p')} AND p."id" = l.value) s ${DECIDING}`,
      [JSON.stringify(participantIds)],
    );
    return rows.map((row) => ({
      participantId: row.participantId,
      checkpointId: row.checkpointId,
      ...standingOf(row),
    }));
  }
}
