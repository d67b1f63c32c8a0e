import { Injectable } from '@nestjs/common';
import {
  READINESS_NEEDS,
  type ReadinessItem,
  type ReadinessNeed,
  type ReadinessState,
  type ReadinessSummary,
} from '../contract/readiness.js';
import type { Id, Instant } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { listed, type SqlValue } from '../platform/database/statement.js';
import { isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import { IS_OTHER_DEVICE } from './readiness.repository.js';
import { SiteContactRow } from './site-contact.entity.js';

/** A site, and what stands between it and being ready. */
export interface ChaseRow {
  siteId: Id;
  code: string;
  codeKey: string;
  name: string;
  parentId: Id | null;
  contactName: string | null;
  contactPhone: string | null;
  openedAt: Instant | null;
  resultId: Id | null;
  kind: 'test' | 'by_hand' | null;
  testedAt: Instant | null;
  state: ReadinessState;
  rank: number;
}
export interface Moments {
  /** Passes of before are too old. */
  oldest: Instant;
  /** Passes of before know not all items; empty if no item was added. */
  itemAddedAt: Instant | '';
}

/**
 * `state` and `rank` say in SQL what `stateOf` and `missingOf` say of one site: the story of the chase list
 * compares the two.
 * @param which the sites, by $1 and what follows $3; $2 and $3 are the moments
 */
const ranked = (which: string): string => `WITH known AS MATERIALIZED (
  SELECT s."id" AS "siteId", s."code", s."codeKey", s."name", s."parentId", s."contactName",
    s."contactPhone", (SELECT MIN(o."at") FROM (SELECT d."pairedAt" AS "at" FROM "device" d
      WHERE d."siteId" = s."id" UNION ALL SELECT v."openedAt" FROM "invitation" v
      WHERE v."siteId" = s."id" AND v."revokedAt" IS NULL) o) AS "openedAt",
    r."resultId", r."kind", CASE WHEN r."outcome" <> 'incomplete' THEN r."at" END AS "testedAt",
    CASE WHEN r."siteId" IS NULL OR r."outcome" = 'incomplete' THEN 'untested'
      WHEN r."outcome" = 'failed' THEN 'failed' WHEN r."kind" = 'by_hand' THEN 'passed'
      WHEN r."at" < $2 OR r."at" < $3 OR ${IS_OTHER_DEVICE} THEN 'stale' ELSE 'passed' END AS "state"
  FROM "site" s LEFT JOIN "site_readiness" r ON r."siteId" = s."id"
  WHERE s."kind" = 'point' AND ${which}
), ranked AS MATERIALIZED (
  SELECT known.*, CASE WHEN "openedAt" IS NULL AND "state" <> 'passed' THEN 0 WHEN "state" = 'failed' THEN 1
    WHEN "state" = 'untested' THEN 2 WHEN "state" = 'stale' THEN 3
    WHEN "contactName" IS NULL OR "contactPhone" IS NULL THEN 4 ELSE 5 END AS "rank" FROM known
)`;
const LAST = READINESS_NEEDS.length - 1;
const count = (condition: string, name: string): string =>
  `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS "${name}"`;

/**
 * Reads who is to be called. Whatever asks for the worst first looks at each site of the conference; `part`
 * looks at its own sites alone.
 */
@Injectable()
export class ChaseRepository {
  constructor(private readonly reader: Reader) {}

  async find(siteId: Id, { oldest, itemAddedAt }: Moments): Promise<ChaseRow | null> {
    const [row] = await this.reader.query<ChaseRow>(`${ranked('s."id" = $1')} SELECT * FROM ranked`, [
      siteId,
      oldest,
      itemAddedAt,
    ]);
    return row ?? null;
  }

  /** Worst first, then by code. @param need one of them alone; absent: all that lack something */
  async page(
    conferenceId: Id,
    { oldest, itemAddedAt }: Moments,
    reach: Reach,
    need: ReadinessNeed | undefined,
    after: { rank: number; codeKey: string } | null,
    limit: number,
  ): Promise<ChaseRow[]> {
    const values: SqlValue[] = [conferenceId, oldest, itemAddedAt, reachParameter(reach)];
    values.push(after?.rank ?? -1, after?.codeKey ?? '');
    const which = need === undefined ? `"rank" < ${LAST}` : `"rank" = ${READINESS_NEEDS.indexOf(need)}`;
    return this.reader.query<ChaseRow>(
      `${ranked(this.within())} SELECT * FROM ranked WHERE ${which}
        AND ("rank" > $5 OR ("rank" = $5 AND "codeKey" > $6))
        ORDER BY "rank", "codeKey" LIMIT ${limit}`,
      values,
    );
  }

  /** The next sites in the order of their codes, ready or not: a conference is read through once. */
  async part(
    conferenceId: Id,
    { oldest, itemAddedAt }: Moments,
    reach: Reach,
    afterCodeKey: string,
    limit: number,
  ): Promise<ChaseRow[]> {
    const next = `${this.within()} AND s."codeKey" > $5 ORDER BY s."codeKey" LIMIT ${limit}`;
    return this.reader.query<ChaseRow>(`${ranked(next)} SELECT * FROM ranked ORDER BY "codeKey"`, [
      conferenceId,
      oldest,
      itemAddedAt,
      reachParameter(reach),
      afterCodeKey,
    ]);
  }

  async summary(
    conferenceId: Id,
    { oldest, itemAddedAt }: Moments,
    reach: Reach,
  ): Promise<Omit<ReadinessSummary, 'beginsAt' | 'asOf'>> {
    const states = ['untested', 'passed', 'failed', 'stale'] as const;
    const [row] = await this.reader.query<Record<string, number | string | null>>(
      `${ranked(this.within())} SELECT COUNT(*) AS "sites", ${[
        count('"openedAt" IS NOT NULL', 'opened'),
        count(
          '"openedAt" IS NOT NULL AND "contactName" IS NOT NULL AND "contactPhone" IS NOT NULL',
          'confirmed',
        ),
        count('"resultId" IS NOT NULL', 'tested'),
        ...states.map((state) => count(`"state" = '${state}'`, `is_${state}`)),
        ...READINESS_NEEDS.map((need, rank) => count(`"rank" = ${rank}`, `needs_${need}`)),
      ].join(', ')} FROM ranked`,
      [conferenceId, oldest, itemAddedAt, reachParameter(reach)],
    );
    const read = (name: string): number => Number(row![name] ?? 0);
    return {
      sites: read('sites'),
      opened: read('opened'),
      confirmed: read('confirmed'),
      tested: read('tested'),
      states: {
        untested: read('is_untested'),
        passed: read('is_passed'),
        failed: read('is_failed'),
        stale: read('is_stale'),
      },
      needs: Object.fromEntries(
        READINESS_NEEDS.map((need) => [need, read(`needs_${need}`)]),
      ) as ReadinessSummary['needs'],
    };
  }

  /** Which of these sites have confirmed the checkpoint. */
  async closed(siteIds: readonly Id[], checkpointId: Id | null): Promise<Set<Id>> {
    if (checkpointId === null) return new Set();
    const rows = await this.reader.query<{ siteId: Id }>(
      `SELECT k."siteId" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "attendance_confirmation" k
        CROSS JOIN "attendance_entry" e WHERE k."siteId" = l.value AND k."checkpointId" = $2
        AND e."seq" = k."entrySeq" AND e."kind" = 'confirm'`,
      [JSON.stringify(siteIds), checkpointId],
    );
    return new Set(rows.map(({ siteId }) => siteId));
  }

  /** The items of these results. */
  async itemsOf(resultIds: readonly Id[]): Promise<Map<Id, ReadinessItem[]>> {
    const rows = await this.reader.query<{ id: Id; items: string }>(
      `SELECT r."id", r."items" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "readiness_result" r
        WHERE r."id" = l.value`,
      [JSON.stringify(resultIds)],
    );
    return new Map(rows.map(({ id, items }) => [id, JSON.parse(items) as ReadinessItem[]]));
  }

  /** The last call or note of each of these sites. */
  async lastContacts(siteIds: readonly Id[]): Promise<Map<Id, SiteContactRow>> {
    const rows = await this.reader.query<SiteContactRow>(
      `SELECT c.* FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "site_contact" c
        WHERE c."siteId" = l.value
        AND c."seq" = (SELECT MAX(n."seq") FROM "site_contact" n WHERE n."siteId" = l.value)`,
      [JSON.stringify(siteIds)],
    );
    return new Map(rows.map((row) => [row.siteId, row]));
  }

  /** The sites of the conference `$1` within the reach `$4`. */
  private within(): string {
    return `s."conferenceId" = $1 AND ${isInReachSql(this.reader.dialect, 's."id"', 4)}`;
  }
}
