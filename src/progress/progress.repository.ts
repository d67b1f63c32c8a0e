import { Injectable } from '@nestjs/common';
import type { ConferenceProgress } from '../contract/progress.js';
import type { Id } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';

export type Counts = Omit<
  ConferenceProgress,
  'conferenceId' | 'asOf' | 'links' | 'readiness' | 'copiedFrom'
> & {
  made: number;
};

/**
 * Each count walks an index of the conference. Merged walk-ins are few, and subtracted: to look at
 * `joinedTo` of each person would read all their rows.
 */
const countsFor = (within: (column: string) => string) => {
  const SITES = `SELECT COUNT(*) FROM "site" s WHERE s."conferenceId" = $1 AND ${within('s."id"')}`;
  return {
    points: `${SITES} AND s."kind" = 'point'`,
    groups: `${SITES} AND s."kind" = 'group'`,
    people: `SELECT COUNT(*) FROM "participant" p WHERE p."conferenceId" = $1 AND p."removedAt" IS NULL
    AND ${within('p."siteId"')}`,
    merged: `SELECT COUNT(*) FROM "participant" p WHERE p."joinedTo" IS NOT NULL AND p."removedAt" IS NULL
    AND p."conferenceId" = $1 AND ${within('p."siteId"')}`,
    rosters: `${SITES} AND s."kind" = 'point' AND EXISTS (SELECT 1 FROM "participant" p
    WHERE p."siteId" = s."id" AND p."removedAt" IS NULL AND p."joinedTo" IS NULL)`,
    sessions: `SELECT COUNT(*) FROM "session_item" i WHERE i."conferenceId" = $1
    AND i."status" <> 'cancelled'`,
    checkpoints: `SELECT COUNT(*) FROM "checkpoint" c WHERE c."conferenceId" = $1`,
    materials: `SELECT COUNT(*) FROM "material" m WHERE m."conferenceId" = $1`,
    made: `${SITES} AND s."kind" = 'point' AND (EXISTS (SELECT 1 FROM "pairing" g WHERE g."siteId" = s."id")
    OR EXISTS (SELECT 1 FROM "device" d WHERE d."siteId" = s."id")
    OR EXISTS (SELECT 1 FROM "invitation" v WHERE v."siteId" = s."id" AND v."revokedAt" IS NULL))`,
    consoles: `SELECT COUNT(*) FROM "site" s JOIN "device" d ON d."siteId" = s."id"
    WHERE s."conferenceId" = $1 AND d."revokedAt" IS NULL AND ${within('s."id"')}`,
  } as const;
};
type Name = keyof ReturnType<typeof countsFor>;

/** Counts what a conference has within reach, in one statement, so all of one moment. */
@Injectable()
export class ProgressRepository {
  constructor(private readonly reader: Reader) {}

  async counts(conferenceId: Id, reach: Reach): Promise<Counts> {
    // Without a reach the rows are not read: an index counts.
    const within = (column: string): string =>
      reach === null ? '1 = 1' : isInReachSql(this.reader.dialect, column, 2);
    const columns = Object.entries(countsFor(within)).map(([name, sql]) => `(${sql}) AS "${name}"`);
    const [row] = await this.reader.query<Record<Name, number | string>>(`SELECT ${columns.join(', ')}`, [
      conferenceId,
      ...(reach === null ? [] : [reachParameter(reach)]),
    ]);
    const n = (name: Name): number => Number(row![name]);
    return {
      sites: { points: n('points'), groups: n('groups') },
      people: { listed: n('people') - n('merged'), sites: n('rosters') },
      sessions: n('sessions'),
      checkpoints: n('checkpoints'),
      materials: n('materials'),
      made: n('made'),
      consoles: n('consoles'),
    };
  }
}
