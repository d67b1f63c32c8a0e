import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import type { LedgerEntry } from '../../contract/attendance.js';
import type { Principal } from '../../contract/auth.js';
import { type Id, type Page, PAGE_LIMIT } from '../../contract/wire.js';
import { ParticipantsService } from '../../participants/participants.service.js';
import { Reader } from '../../platform/database/reader.js';
import { type Dialect, elements, listed, type SqlValue } from '../../platform/database/statement.js';
import { pageOf, seqOf } from '../../platform/http/page.dto.js';
import { isInReachSql, reachParameter } from '../../sites/reach.service.js';
import type { LedgerQueryDto } from '../attendance.dto.js';
import { LEDGER, type LedgerRow, ledgerEntryOf } from './attendance.presenter.js';
import { Scope } from '../recording/scope.js';

/** The ledger as it was written, oldest first. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly participants: ParticipantsService,
    private readonly reader: Reader,
    private readonly scope: Scope,
  ) {}

  /** @throws Problem conference.not-found, site.not-found, checkpoint.not-found */
  async list(actor: Principal, conferenceId: Id, query: LedgerQueryDto): Promise<Page<LedgerEntry>> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const siteId = await this.scope.siteId(actor, conference.id, query.siteId);
    await this.scope.checkpointId(conference.id, query.checkpointId);
    const limit = query.limit ?? PAGE_LIMIT.default;
    const values: SqlValue[] = [seqOf(query.after) ?? 0, limit + 1, conference.id];
    const given = (value: Id | undefined, condition: (parameter: string) => string): string =>
      value === undefined ? '' : ` AND ${condition(`$${values.push(value)}`)}`;
    const reach = await this.scope.reach(actor, conference.id);
    const within =
      reach === null
        ? ''
        : ` AND ${isInReachSql(this.reader.dialect, 's."id"', values.push(reachParameter(reach)))}`;
    const sites = `FROM "site" s
      WHERE s."conferenceId" = $3${within}${given(siteId, (id) => `s."id" = ${id}`)}`;
    const checkpoints = `FROM "checkpoint" c
      WHERE c."conferenceId" = $3${given(query.checkpointId, (id) => `c."id" = ${id}`)}`;
    const person = given(
      query.participantId,
      (id) => `${isAbout(id)} AND e."seq" IN (${entriesAbout(this.reader.dialect, id)})`,
    );
    const rows = await this.reader.query<LedgerRow>(
      `SELECT ${LEDGER} FROM "attendance_entry" e CROSS JOIN "attendance_delivery" d
       WHERE d."seq" = e."deliverySeq" AND d."siteId" IN (SELECT s."id" ${sites})
       AND d."checkpointId" IN (SELECT c."id" ${checkpoints})
         AND e."seq" > $1 AND e."seq" BETWEEN ${edge('MIN', 'seq', sites, checkpoints)}
         AND ${edge('MAX', 'lastSeq', sites, checkpoints)}${person}
       ORDER BY e."seq" LIMIT $2`,
      values,
    );
    const outside = reach === null ? new Set<Id>() : await this.outsideIn(rows, reach);
    return pageOf(
      rows,
      limit,
      (row) => [String(row.seq)],
      (row) => withoutNames(ledgerEntryOf(row, conference.id), outside),
    );
  }

  /** What these entries name outside the reader's part: people of lists, and entries made at sites. */
  private async outsideIn(rows: readonly LedgerRow[], reach: ReadonlySet<Id>): Promise<Set<Id>> {
    const people = rows.flatMap(({ participantId, substituteFor }) =>
      [participantId, substituteFor].filter((id) => id !== null),
    );
    const undone = await this.reader.query<{ id: Id; siteId: Id }>(
      `SELECT e."id", d."siteId" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "attendance_entry" e
        CROSS JOIN "attendance_delivery" d WHERE e."id" = l.value AND d."seq" = e."deliverySeq"`,
      [JSON.stringify(rows.flatMap(({ undoes }) => undoes ?? []))],
    );
    return new Set([
      ...(await this.participants.outside(reach, people)),
      ...undone.filter(({ siteId }) => !reach.has(siteId)).map(({ id }) => id),
    ]);
  }
}

/** Leaves out whom and what an entry names outside the reader's part. */
function withoutNames(entry: LedgerEntry, outside: ReadonlySet<Id>): LedgerEntry {
  const shown = (id: Id | null): Id | null => (id !== null && outside.has(id) ? null : id);
  return {
    ...entry,
    participantId: shown(entry.participantId),
    substituteFor: shown(entry.substituteFor),
    undoes: shown(entry.undoes),
  };
}

/**
 * The first or last entry of these sites and checkpoints: a look at the index for each pair of them. An index
 * of the ledger by conference would cost every check-in; without bounds, a page of one conference would be
 * looked for among the entries of all others.
 */
const edge = (which: 'MIN' | 'MAX', column: 'seq' | 'lastSeq', sites: string, checkpoints: string): string =>
  `(SELECT ${which}(x."edge") FROM (SELECT (SELECT ${which}(d."${column}") FROM "attendance_delivery" d
    WHERE d."siteId" = p."siteId" AND d."checkpointId" = p."checkpointId") AS "edge"
    FROM (SELECT s."id" AS "siteId", c."id" AS "checkpointId" FROM (SELECT s."id" ${sites}) s
    CROSS JOIN (SELECT c."id" ${checkpoints}) c) p) x)`;

/** Entries about walk-ins who were joined with the person belong to the person's history. */
const isAbout = (id: string): string =>
  `(e."participantId" = ${id} OR e."participantId" IN (SELECT w."id" FROM "participant" w
    WHERE w."joinedTo" = ${id}))`;

/**
 * Selects the `seq` of every entry about the participant in conference `$3`, and about the person they were
 * joined with.
 */
const entriesAbout = (dialect: Dialect, id: string): string => {
  const states = `FROM "checkpoint" c CROSS JOIN "attendance_state" s
    CROSS JOIN ${elements(dialect, 's."entrySeqs"')}`;
  const theirs = `c."conferenceId" = $3 AND s."checkpointId" = c."id"
    AND s."participantId" IN (SELECT p."id" FROM "participant" p WHERE p."id" = ${id}
    UNION ALL SELECT p."joinedTo" FROM "participant" p WHERE p."id" = ${id})`;
  return `SELECT CAST(n.value AS bigint) ${states} WHERE ${theirs} UNION ALL SELECT u."seq" ${states}
    CROSS JOIN "attendance_entry" t CROSS JOIN "attendance_entry" u
    WHERE ${theirs} AND t."seq" = CAST(n.value AS bigint) AND u."undoes" = t."id"`;
};
