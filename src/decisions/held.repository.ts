import { Injectable } from '@nestjs/common';
import type { DecisionState } from '../contract/decision.js';
import type { ProblemCode } from '../contract/problem.js';
import { type Id, type Instant, type Page, PAGE_LIMIT } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { isId, keysOf, notOurs, pageOf } from '../platform/http/page.dto.js';
import { isInReachSql, type Reach, reachParameter } from '../sites/reach.service.js';
import type { HeldQueryDto } from './quarantine.dto.js';
import { type Case, keyOf } from './quarantine.rules.js';

/** The two lists; their tables agree in everything that is asked here. */
const TABLES = { quarantine: 'quarantined_entry', 'refused-entry': 'refused_entry' } as const;
export type HeldKind = keyof typeof TABLES;
type Source = Pick<Transaction, 'query'>;

/**
 * A case beside the entry of its id that the ledger has taken since, whose
 * columns are null while there is none.
 */
export interface HeldRow {
  id: Id;
  seq: number | string;
  entryId: Id;
  conferenceId: Id;
  siteId: Id;
  deviceId: Id | null;
  code: ProblemCode | null;
  message: string | null;
  entry: string;
  receivedAt: Instant;
  decidedAt: Instant | null;
  decidedById: Id | null;
  decidedByName: string | null;
  reason: string | null;
  state: DecisionState;
  takenAt: Instant | null;
  actorKind: 'organizer' | 'coordinator' | null;
  actorId: Id | null;
}
/** Either the participant or, of what is not in the ledger, the entry. */
export interface UndoTarget {
  siteId: Id;
  participantId: Id | null;
  entry: string | null;
}
type NewRow = Case &
  Pick<HeldRow, 'id' | 'conferenceId' | 'siteId' | 'receivedAt'> & { seq: number; deviceId: Id };

const newRows = new BulkInsert<NewRow>('quarantined_entry', {
  id: 'text',
  seq: 'bigint',
  entryId: 'text',
  conferenceId: 'text',
  siteId: 'text',
  deviceId: 'text',
  fingerprint: 'text',
  entry: 'text',
  receivedAt: 'text',
});

/** The ledger decides: an entry that it took after this one came is this one, whoever brought it. */
const pendingSql = (kind: HeldKind, where: string): string =>
  `SELECT h."id", h."seq", h."entryId", h."conferenceId", h."siteId", h."deviceId", h."code", h."message",
    h."entry", h."receivedAt", h."decidedAt", h."decidedById", h."decidedByName", h."reason",
    CASE WHEN e."seq" IS NOT NULL THEN 'accepted' ELSE COALESCE(h."decision", 'open') END AS "state",
    COALESCE(d."acceptedAt", d."receivedAt") AS "takenAt", d."actorKind", d."actorId"
  FROM "${TABLES[kind]}" h LEFT JOIN "attendance_entry" e ON e."id" = h."entryId" AND e."seq" > h."seq"
  LEFT JOIN "attendance_delivery" d ON d."seq" = e."deliverySeq" WHERE ${where}`;

@Injectable()
export class HeldRepository {
  constructor(private readonly reader: Reader) {}

  async find(kind: HeldKind, id: Id, source: Source = this.reader): Promise<HeldRow | null> {
    const [row] = await source.query<HeldRow>(pendingSql(kind, 'h."id" = $1'), [id]);
    return row ?? null;
  }

  /** Open ones first, then the newest first. */
  async list(
    kind: HeldKind,
    conferenceId: Id,
    reach: Reach,
    { state, limit = PAGE_LIMIT.default, after }: HeldQueryDto,
  ): Promise<Page<HeldRow>> {
    const [rank, seq, id] = placeOf(after);
    const rows = await this.reader.query<HeldRow & { rank: number }>(
      `SELECT x.*
        FROM (SELECT w.*, CASE WHEN w."state" = 'open' THEN 0 ELSE 1 END AS "rank"
        FROM (${pendingSql(kind, 'h."conferenceId" = $1')}) w) x
       WHERE (x."rank" > $2 OR (x."rank" = $2 AND (x."seq" < $3 OR (x."seq" = $3 AND x."id" > $4))))
       AND ($5 = '' OR x."state" = $5) AND ${isInReachSql(this.reader.dialect, 'x."siteId"', 7)}
       ORDER BY x."rank", x."seq" DESC, x."id" LIMIT $6`,
      [conferenceId, rank, seq, id, state ?? '', limit + 1, reachParameter(reach)],
    );
    return pageOf(
      rows,
      limit,
      (row) => [String(row.rank), String(row.seq), row.id],
      (row) => row,
    );
  }

  async countOpen(kind: HeldKind, conferenceId: Id, reach: Reach): Promise<number> {
    const [row] = await this.reader.query<{ open: number | string }>(
      `SELECT COUNT(*) AS "open" FROM (${pendingSql(kind, 'h."conferenceId" = $1')}) w
       WHERE w."state" = 'open' AND ${isInReachSql(this.reader.dialect, 'w."siteId"', 2)}`,
      [conferenceId, reachParameter(reach)],
    );
    return Number(row!.open);
  }

  /** Why the ledger has refused it this time. */
  async refuse(tx: Transaction, kind: HeldKind, id: Id, code: ProblemCode, message: string): Promise<void> {
    await tx.query(`UPDATE "${TABLES[kind]}" SET "code" = $2, "message" = $3 WHERE "id" = $1`, [
      id,
      code,
      message,
    ]);
  }

  /** The first decision stands. */
  async reject(
    tx: Transaction,
    kind: HeldKind,
    id: Id,
    by: { id: Id; name: string },
    at: Instant,
    reason: string,
  ): Promise<void> {
    await tx.query(
      `UPDATE "${TABLES[kind]}"
        SET "decision" = 'rejected', "decidedAt" = $2, "decidedById" = $3, "decidedByName" = $4, "reason" = $5
        WHERE "id" = $1 AND "decision" IS NULL`,
      [id, at, by.id, by.name, reason],
    );
  }

  /** Which of these the device has handed in already, by `keyOf`. */
  async heldOf(tx: Transaction, deviceId: Id, cases: readonly Case[]): Promise<Set<string>> {
    const rows = await tx.query<Case>(
      `SELECT h."entryId", h."fingerprint" FROM ${listed(tx.dialect, 2)} CROSS JOIN "quarantined_entry" h
        WHERE h."deviceId" = $1 AND h."entryId" = l.value`,
      [deviceId, JSON.stringify([...new Set(cases.map(({ entryId }) => entryId))])],
    );
    return new Set(rows.map(keyOf));
  }

  async countOf(tx: Transaction, deviceId: Id): Promise<number> {
    const [row] = await tx.query<{ count: number | string }>(
      'SELECT COUNT(*) AS "count" FROM "quarantined_entry" WHERE "deviceId" = $1',
      [deviceId],
    );
    return Number(row!.count);
  }

  async insert(tx: Transaction, rows: readonly NewRow[]): Promise<void> {
    await newRows.run(tx, rows);
  }

  /**
   * The entries that these undos name, as they were handed in or as the ledger has them: by id, where each
   * was made, and the participant or the entry.
   */
  async targets(kind: HeldKind, conferenceId: Id, ids: readonly Id[]): Promise<Map<Id, UndoTarget>> {
    if (ids.length === 0) return new Map();
    const rows = await this.reader.query<UndoTarget & { id: Id }>(
      `SELECT h."entryId" AS "id", h."siteId", NULL AS "participantId", h."entry" FROM "${TABLES[kind]}" h
        WHERE h."conferenceId" = $2 AND h."entryId" IN (SELECT l.value FROM ${listed(this.reader.dialect, 1)})
       UNION ALL SELECT e."id", d."siteId", e."participantId", NULL FROM ${listed(this.reader.dialect, 1)}
       CROSS JOIN "attendance_entry" e CROSS JOIN "attendance_delivery" d
       WHERE e."id" = l.value AND d."seq" = e."deliverySeq"`,
      [JSON.stringify(ids), conferenceId],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function placeOf(after: string | undefined): [rank: number, seq: number, id: Id] {
  const keys = keysOf(after, 3);
  if (keys === null) return [0, Number.MAX_SAFE_INTEGER, ''];
  const [rank, seq, id] = keys as [string, string, string];
  if (!/^[01]$/.test(rank) || !/^\d+$/.test(seq) || !Number.isSafeInteger(Number(seq)) || !isId(id))
    throw notOurs();
  return [Number(rank), Number(seq), id];
}
