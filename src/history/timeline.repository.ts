import { Injectable } from '@nestjs/common';
import type { TimelineEvent, TimelineKind } from '../contract/timeline.js';
import type { Id, Instant } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import { type Dialect, elements, type SqlValue } from '../platform/database/statement.js';

/** Where a page begins: after this event. */
export interface TimelinePlace {
  at: Instant;
  kind: string;
  id: Id;
}
export interface TimelineScope {
  conferenceId: Id;
  siteId: Id | null;
  kinds: readonly TimelineKind[];
  reach: Reach;
}
/**
 * Columns of a source: id, at, siteId, text, detail, count. `$1` is the conference. A source walks an index
 * of the conference, or the few rows that its feature has of it.
 */
type Source = (dialect: Dialect, within: Within) => string;
/** A condition on a column of sites: those in the reader's part; `null` if they may see all. */
type Within = ((column: string) => string) | null;

const session =
  (column: string): Source =>
  () =>
    `SELECT i."id", i."${column}" AS "at", NULL AS "siteId", i."title" AS "text",
     NULL AS "detail", NULL AS "count"
   FROM "session_item" i WHERE i."conferenceId" = $1`;
const confirmation =
  (kind: string): Source =>
  (dialect) =>
    `SELECT e."id", d."receivedAt" AS "at", k."siteId", c."name" AS "text", NULL AS "detail",
     e."headcount" AS "count"
   FROM "checkpoint" c JOIN "attendance_confirmation" k ON k."checkpointId" = c."id"
   CROSS JOIN ${elements(dialect, 'k."entrySeqs"')}
   JOIN "attendance_entry" e ON e."seq" = CAST(n.value AS BIGINT)
   JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq"
   WHERE c."conferenceId" = $1 AND e."kind" = '${kind}'`;
const call =
  (table: string, text: string, condition = '1 = 1'): Source =>
  () =>
    `SELECT c."id", x."at", c."siteId", ${text} AS "text", NULL AS "detail", NULL AS "count"
   FROM "help_call" c JOIN "${table}" x ON x."callId" = c."id" WHERE c."conferenceId" = $1 AND ${condition}`;
const incident =
  (at: string, from: string): Source =>
  (_, within) => {
    const members = within && `"incident_member" m WHERE m."incidentId" = n."id" AND ${within('m."siteId"')}`;
    const siteId = within ? `CASE WHEN ${within('n."siteId"')} THEN n."siteId" END` : 'n."siteId"';
    const count = members ? `(SELECT COUNT(*) FROM ${members})` : 'n."sites"';
    const met = members ? `AND (n."cause" = 'ours' OR EXISTS (SELECT 1 FROM ${members}))` : '';
    return `SELECT n."id", ${at} AS "at", ${siteId} AS "siteId",
     ${from === '' ? 'n."line"' : 'x."note"'} AS "text", n."cause" AS "detail", ${count} AS "count"
   FROM "incident" n ${from} WHERE n."conferenceId" = $1 AND n."mergedInto" IS NULL ${met}`;
  };
const announcement =
  (column: string): Source =>
  (_, within) => {
    const sites =
      within && `"announcement_site" t WHERE t."announcementId" = a."id" AND ${within('t."siteId"')}`;
    const count = sites ? `(SELECT COUNT(*) FROM ${sites})` : 'a."addressed"';
    return `SELECT a."id", a."${column}" AS "at", NULL AS "siteId", a."text", a."level" AS "detail",
     ${count} AS "count"
   FROM "announcement" a WHERE a."conferenceId" = $1 ${sites ? `AND EXISTS (SELECT 1 FROM ${sites})` : ''}`;
  };
const speaking =
  (condition: string): Source =>
  () =>
    `SELECT r."id", t."at", r."siteId", r."topic" AS "text", t."state" AS "detail", NULL AS "count"
   FROM "speak_request" r JOIN "speak_step" t ON t."requestId" = r."id"
   WHERE r."conferenceId" = $1 AND ${condition}`;

const SOURCES: Record<TimelineKind, Source> = {
  'session.started': session('startedAt'),
  'session.ended': session('endedAt'),
  'session.planned': () =>
    `SELECT l."sessionId" AS "id", l."at", NULL AS "siteId", l."title" AS "text", l."change" AS "detail",
       NULL AS "count", l."startedFrom" AS "from", l."startsAt" AS "to"
     FROM "plan_change" l WHERE l."conferenceId" = $1`,
  'checkpoint.confirmed': confirmation('confirm'),
  'checkpoint.reopened': confirmation('reopen'),
  'help.called': () =>
    `SELECT c."id", c."at", c."siteId", c."message" AS "text", NULL AS "detail", NULL AS "count"
     FROM "help_call" c WHERE c."conferenceId" = $1`,
  'help.taken': call('help_taking', 'NULL'),
  'help.answered': call('help_answer', 'x."text"'),
  'help.closed': call('help_closing', 'x."message"'),
  'incident.opened': incident('n."openedAt"', ''),
  'incident.acknowledged': incident('x."at"', 'JOIN "incident_acknowledgement" x ON x."incidentId" = n."id"'),
  'incident.resolved': incident('n."resolvedAt"', ''),
  'announcement.sent': announcement('sentAt'),
  'announcement.ended': announcement('endedAt'),
  'speak.asked': speaking(`t."act" = 'ask'`),
  'speak.started': speaking(`t."act" = 'start'`),
  // Also whom the next speaker, or the end of the session, has ended.
  'speak.ended': speaking(`t."state" = 'done'`),
  'site.presence': () =>
    `SELECT p."siteId" AS "id", p."at", p."siteId", p."state" AS "text", NULL AS "detail", NULL AS "count"
     FROM "presence_change" p WHERE p."conferenceId" = $1`,
  'site.signal': () =>
    `SELECT g."siteId" AS "id", g."at", g."siteId", g."sound" AS "text", g."picture" AS "detail",
       g."headcount" AS "count"
     FROM "site_signal_change" g WHERE g."conferenceId" = $1`,
};

/** A column that a source lacks has no type by itself, and PostgreSQL joins columns of one type. */
const columnsOf = (
  kind: TimelineKind,
): string => `y."id", y."at", CAST(y."siteId" AS VARCHAR) AS "siteId", CAST(y."text" AS TEXT) AS "text",
  CAST(y."detail" AS VARCHAR) AS "detail", CAST(y."count" AS INTEGER) AS "count",
  ${
    kind === 'session.planned'
      ? 'y."from", y."to"'
      : 'CAST(NULL AS VARCHAR) AS "from", CAST(NULL AS VARCHAR) AS "to"'
  }`;

/** Reads the day from the tables of the features that lived it. */
@Injectable()
export class TimelineRepository {
  constructor(private readonly reader: Reader) {}

  /** The first `limit` events of these kinds after a place, oldest first: one statement for all of them. */
  async list(
    { conferenceId, siteId, kinds, reach }: TimelineScope,
    { since, until }: { since?: Instant; until?: Instant },
    after: TimelinePlace | null,
    limit: number,
  ): Promise<TimelineEvent[]> {
    if (kinds.length === 0) return [];
    const values: SqlValue[] = [conferenceId, limit];
    const value = (one: SqlValue): string => `$${values.push(one)}`;
    const conditions = ['x."at" IS NOT NULL'];
    const { dialect } = this.reader;
    const parameter = reach === null ? 0 : values.push(reachParameter(reach));
    const within: Within = reach && ((column) => isInReachSql(dialect, column, parameter));
    if (within) conditions.push(`(x."siteId" IS NULL OR ${within('x."siteId"')})`);
    if (siteId !== null) conditions.push(`x."siteId" = ${value(siteId)}`);
    if (since !== undefined) conditions.push(`x."at" >= ${value(since)}`);
    if (until !== undefined) conditions.push(`x."at" < ${value(until)}`);
    if (after !== null) {
      const [at, kind, id] = [value(after.at), value(after.kind), value(after.id)];
      conditions.push(
        `(x."at" > ${at} OR (x."at" = ${at} AND (x."kind" > ${kind}
          OR (x."kind" = ${kind} AND x."id" > ${id}))))`,
      );
    }
    const sources = kinds.map(
      (kind) => `SELECT '${kind}' AS "kind", ${columnsOf(kind)} FROM (${SOURCES[kind](dialect, within)}) y`,
    );
    const rows = await this.reader.query<TimelineEvent>(
      `SELECT x.*, s."name" AS "siteName" FROM (${sources.join(' UNION ALL ')}) x
       LEFT JOIN "site" s ON s."id" = x."siteId"
       WHERE ${conditions.join(' AND ')} ORDER BY x."at", x."kind", x."id" LIMIT $2`,
      values,
    );
    return rows.map((row) => ({ ...row, count: row.count === null ? null : Number(row.count) }));
  }
}
