import { Injectable } from '@nestjs/common';
import type { Mode } from '../contract/attendance.js';
import type { Id } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { type Dialect, elements, listed, recordset } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import type { AttendanceDeliveryRow, AttendanceEntryRow, AttendanceStateRow } from './attendance.entity.js';
import { DECIDING, STANDING, type StandingRow, standingOf } from './attendance.presenter.js';
import { codeName, type Kept, type NewEntry, type Person } from './attendance.rules.js';
import { hasMoved, type NewDelivery, type Stand, type Stored, type Told } from './group.rules.js';

/** One person at one checkpoint. */
export interface Pair {
  checkpointId: Id;
  participantId: Id;
}

const OF_ENTRY = [
  'seq',
  'id',
  'participantId',
  'kind',
  'mode',
  'reason',
  'substituteFor',
  'undoes',
  'recordedAt',
  'deviceSeq',
  'fingerprint',
  'headcount',
  'note',
  'clockOffset',
];
const OF_DELIVERY = ['siteId', 'checkpointId', 'deviceId', 'receivedAt'];
/** What is read of an entry `alias` and of its delivery `d`. */
export const kept = (alias: string): string =>
  [...OF_ENTRY.map((name) => `${alias}."${name}"`), ...OF_DELIVERY.map((name) => `d."${name}"`)].join(', ');
const DELIVERED = 'CROSS JOIN "attendance_delivery" d';
const PAIR = { checkpointId: 'text', participantId: 'text' } as const;

const DELIVERY_COLUMNS = {
  seq: 'bigint',
  lastSeq: 'bigint',
  siteId: 'text',
  checkpointId: 'text',
  receivedAt: 'text',
  acceptedAt: 'text',
  late: 'integer',
  deviceId: 'text',
  actorKind: 'text',
  actorId: 'text',
} as const satisfies Record<keyof AttendanceDeliveryRow, string>;
const ENTRY_COLUMNS = {
  seq: 'bigint',
  deliverySeq: 'bigint',
  id: 'text',
  kind: 'text',
  participantId: 'text',
  mode: 'text',
  method: 'text',
  reason: 'text',
  substituteFor: 'text',
  undoes: 'text',
  recordedAt: 'text',
  deviceSeq: 'bigint',
  offline: 'integer',
  fingerprint: 'text',
  headcount: 'integer',
  note: 'text',
  amendment: 'text',
  clockOffset: 'bigint',
} as const satisfies Record<keyof AttendanceEntryRow, string>;
const STATE_COLUMNS = {
  checkpointId: 'text',
  participantId: 'text',
  seq: 'bigint',
  state: 'text',
  siteId: 'text',
  alsoAt: 'text',
  because: 'text',
  happenedAt: 'text',
  entrySeq: 'bigint',
  said: 'text',
} as const satisfies Record<keyof AttendanceStateRow, string>;
const ledger = new BulkInsert<AttendanceEntryRow>('attendance_entry', ENTRY_COLUMNS);
const deliveries = new BulkInsert<AttendanceDeliveryRow>('attendance_delivery', DELIVERY_COLUMNS);
/** Does nothing where a state is stored already. */
const firstStates = new BulkInsert<AttendanceStateRow>(
  'attendance_state',
  STATE_COLUMNS,
  'ON CONFLICT DO NOTHING',
  ['checkpointId', 'participantId'],
);
const newStates = new BulkInsert<AttendanceStateRow>(
  'attendance_state',
  STATE_COLUMNS,
  `ON CONFLICT ("checkpointId", "participantId") DO UPDATE SET ${Object.keys(STATE_COLUMNS)
    .slice(2)
    .map((name) => `"${name}" = excluded."${name}"`)
    .join(', ')}`,
);

/** The entries `e` about the pairs of the first parameter. */
const saidOf = (dialect: Dialect): string =>
  `${recordset(dialect, 1, PAIR)} CROSS JOIN "attendance_state" s CROSS JOIN ${elements(dialect, 's."said"')} CROSS JOIN "attendance_entry" e`;
const OF_PAIR = `s."checkpointId" = r."checkpointId" AND s."participantId" = r."participantId" AND e."seq" = CAST(n.value AS bigint)`;

/** The statements of one database, written once: each serves any number of rows. CROSS JOIN keeps SQLite from turning the order round. */
const statementsFor = (dialect: Dialect) => ({
  naming: `SELECT ${kept('e')} FROM ${listed(dialect, 1)} CROSS JOIN "attendance_entry" e ${DELIVERED} WHERE e."id" = l.value AND d."seq" = e."deliverySeq"
    UNION ALL SELECT ${kept('e')} FROM ${listed(dialect, 1)} CROSS JOIN "attendance_entry" e ${DELIVERED} WHERE e."undoes" = l.value AND d."seq" = e."deliverySeq"`,
  people: `SELECT p."id", p."conferenceId", p."siteId", p."mode", p."origin", p."joinedTo", p."removedAt" FROM ${listed(dialect, 1)} CROSS JOIN "participant" p WHERE p."id" = l.value`,
  coded: `SELECT p."id", p."conferenceId", p."siteId", p."mode", p."origin", p."joinedTo", p."removedAt", p."codeKey" FROM ${recordset(dialect, 1, { conferenceId: 'text', codeKey: 'text' })}
    CROSS JOIN "participant" p WHERE p."conferenceId" = r."conferenceId" AND p."codeKey" = r."codeKey" AND p."removedAt" IS NULL`,
  states: `SELECT ${STANDING} FROM ${recordset(dialect, 1, PAIR)} CROSS JOIN "attendance_state" s ${DECIDING} WHERE s."checkpointId" = r."checkpointId" AND s."participantId" = r."participantId"`,
  facts: `SELECT ${kept('e')}, s."participantId" AS "aboutId" FROM ${saidOf(dialect)} ${DELIVERED} WHERE ${OF_PAIR} AND d."seq" = e."deliverySeq"
    UNION ALL SELECT ${kept('u')}, s."participantId" FROM ${saidOf(dialect)} CROSS JOIN "attendance_entry" u ${DELIVERED} WHERE ${OF_PAIR} AND u."undoes" = e."id" AND d."seq" = u."deliverySeq"`,
});
const STATEMENTS = { sqlite: statementsFor('sqlite'), postgres: statementsFor('postgres') };

interface PersonRow {
  id: Id;
  conferenceId: Id;
  siteId: Id;
  mode: Mode;
  origin: 'roster' | 'walk_in';
  joinedTo: Id | null;
  removedAt: string | null;
  codeKey: string;
}

/** What a group of entries needs of the tables, one statement a question. */
@Injectable()
export class AttendanceStore {
  /** The entries with one of these ids, and every undo that names one of them. */
  async naming(tx: Transaction, ids: Iterable<Id>): Promise<Kept[]> {
    return keptOf(await tx.query(STATEMENTS[tx.dialect].naming, [JSON.stringify([...ids])]));
  }

  /** Participants, removed ones included, by id. */
  async people(tx: Transaction, ids: Set<Id>): Promise<Map<Id, Person>> {
    if (ids.size === 0) return new Map();
    const rows = await tx.query<PersonRow>(STATEMENTS[tx.dialect].people, [JSON.stringify([...ids])]);
    return new Map(rows.map((row) => [row.id, personOf(row)]));
  }

  /** Participants by `codeName`. */
  async coded(tx: Transaction, codes: { conferenceId: Id; codeKey: string }[]): Promise<Map<string, Person>> {
    if (codes.length === 0) return new Map();
    const rows = await tx.query<PersonRow>(STATEMENTS[tx.dialect].coded, [JSON.stringify(codes)]);
    return new Map(rows.map((row) => [codeName(row.conferenceId, row.codeKey), personOf(row)]));
  }

  async states(tx: Transaction, pairs: readonly Pair[]): Promise<Stored[]> {
    if (pairs.length === 0) return [];
    const rows = await tx.query<StandingRow>(STATEMENTS[tx.dialect].states, [pairsParameter(pairs)]);
    return rows.map((row) => ({
      checkpointId: row.checkpointId,
      participantId: row.participantId,
      changedAt: Number(row.seq),
      standing: standingOf(row),
    }));
  }

  /** The entries about these pairs and the undos that name one of them. */
  async facts(tx: Transaction, pairs: readonly Pair[]): Promise<Told[]> {
    if (pairs.length === 0) return [];
    return keptOf<Told>(await tx.query(STATEMENTS[tx.dialect].facts, [pairsParameter(pairs)]));
  }

  async insert(
    tx: Transaction,
    delivered: readonly NewDelivery[],
    entries: readonly NewEntry[],
  ): Promise<void> {
    await deliveries.run(tx, delivered);
    await ledger.run(tx, entries);
  }

  /** Stores the states of those who had none; the others are answered, and left as they are. */
  async placeFirst(tx: Transaction, stands: readonly Stand[], seq: number): Promise<Stand[]> {
    if (stands.length === 0) return [];
    const rows = stands.map((stand) => stateRow(stand, seq));
    const held = new Set(await firstStates.run(tx, rows));
    return held.size === 0 ? [] : stands.filter((_, at) => held.has(rows[at]!));
  }

  async place(tx: Transaction, stands: readonly Stand[], seq: number): Promise<void> {
    await newStates.run(
      tx,
      stands.map((stand) => stateRow(stand, seq)),
    );
  }
}

const pairsParameter = (pairs: readonly Pair[]): string =>
  JSON.stringify(pairs.map(({ checkpointId, participantId }) => ({ checkpointId, participantId })));

function stateRow(stand: Stand, seq: number): AttendanceStateRow {
  const { checkpointId, participantId, changedAt, stored, fresh, after } = stand;
  const { state, siteId, because, happenedAt, entryId } = after;
  const said = stored.length === 0 ? fresh : [...stored, ...fresh];
  return {
    checkpointId,
    participantId,
    seq: hasMoved(stand) ? seq : changedAt,
    state,
    siteId,
    alsoAt: after.alsoAt.length === 0 ? '[]' : JSON.stringify(after.alsoAt),
    because,
    happenedAt,
    entrySeq: entryId === null ? null : said.find(({ id }) => id === entryId)!.seq,
    said: `[${said.map((entry) => entry.seq).join()}]`,
  };
}

/** pg gives bigints as text. */
export function keptOf<T extends Kept>(rows: unknown[]): T[] {
  for (const row of rows as T[]) {
    row.seq = Number(row.seq);
    if (row.deviceSeq !== null) row.deviceSeq = Number(row.deviceSeq);
    if (row.clockOffset !== null) row.clockOffset = Number(row.clockOffset);
  }
  return rows as T[];
}

const personOf = (row: PersonRow): Person => ({
  id: row.id,
  conferenceId: row.conferenceId,
  siteId: row.siteId,
  mode: row.mode,
  isWalkIn: row.origin === 'walk_in',
  joinedTo: row.joinedTo,
  isRemoved: row.removedAt !== null,
});
