import { Injectable } from '@nestjs/common';
import type { Mode } from '../../contract/attendance.js';
import type { Id } from '../../contract/wire.js';
import { BulkInsert } from '../../platform/database/bulk-insert.js';
import { type Dialect, elements, listed, recordset } from '../../platform/database/statement.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { AttendanceDeliveryRow, AttendanceEntryRow, AttendanceStateRow } from './attendance.entity.js';
import { DECIDING, STANDING, type StandingRow, standingOf } from './attendance.presenter.js';
import { codeName, type StoredEntry, type NewEntry, type Person } from '../recording/attendance.rules.js';
import type { NewDelivery } from '../recording/deliveries.rules.js';
import {
  hasMoved,
  type PersonCheckpoint,
  type PersonAtCheckpoint,
  type StoredState,
  type EntryAbout,
} from '../recording/people-at-checkpoints.rules.js';

/** What is read of an entry, and whether it stands in the entry's own row or in its delivery's. */
const READ = {
  seq: 'entry',
  id: 'entry',
  participantId: 'entry',
  kind: 'entry',
  mode: 'entry',
  reason: 'entry',
  substituteFor: 'entry',
  undoes: 'entry',
  recordedAt: 'entry',
  deviceSeq: 'entry',
  fingerprint: 'entry',
  headcount: 'entry',
  note: 'entry',
  clockOffset: 'entry',
  siteId: 'delivery',
  checkpointId: 'delivery',
  deviceId: 'delivery',
  receivedAt: 'delivery',
} as const satisfies Record<keyof StoredEntry, 'entry' | 'delivery'>;
/** What is read of an entry `alias` and of its delivery `d`. */
export const entryColumns = (alias: string): string =>
  Object.entries(READ)
    .map(([name, row]) => `${row === 'entry' ? alias : 'd'}."${name}"`)
    .join(', ');
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
  entrySeqs: 'text',
} as const satisfies Record<keyof AttendanceStateRow, string>;
const ledger = new BulkInsert<AttendanceEntryRow>('attendance_entry', ENTRY_COLUMNS);
const deliveries = new BulkInsert<AttendanceDeliveryRow>('attendance_delivery', DELIVERY_COLUMNS);
const firstStates = new BulkInsert<AttendanceStateRow>('attendance_state', STATE_COLUMNS);
const newStates = new BulkInsert<AttendanceStateRow>(
  'attendance_state',
  STATE_COLUMNS,
  `ON CONFLICT ("checkpointId", "participantId") DO UPDATE SET ${Object.keys(STATE_COLUMNS)
    .slice(2)
    .map((name) => `"${name}" = excluded."${name}"`)
    .join(', ')}`,
);

/** The entries `e` about the pairs of the first parameter. */
const entriesOfPairs = (dialect: Dialect): string =>
  `${recordset(dialect, 1, PAIR)} CROSS JOIN "attendance_state" s
    CROSS JOIN ${elements(dialect, 's."entrySeqs"')} CROSS JOIN "attendance_entry" e`;
const OF_PAIR = `s."checkpointId" = r."checkpointId" AND s."participantId" = r."participantId"
  AND e."seq" = CAST(n.value AS bigint)`;

/**
 * The statements of one database, written once: each serves any number of rows. CROSS JOIN keeps
 * SQLite from turning the order round.
 */
const statementsFor = (dialect: Dialect) => ({
  byIdWithUndos: `SELECT ${entryColumns('e')} FROM ${listed(dialect, 1)}
    CROSS JOIN "attendance_entry" e ${DELIVERED}
    WHERE e."id" = l.value AND d."seq" = e."deliverySeq"
    UNION ALL SELECT ${entryColumns('e')} FROM ${listed(dialect, 1)}
    CROSS JOIN "attendance_entry" e ${DELIVERED} WHERE e."undoes" = l.value AND d."seq" = e."deliverySeq"`,
  people: `SELECT p."id", p."conferenceId", p."siteId", p."mode", p."origin", p."joinedTo", p."removedAt"
    FROM ${listed(dialect, 1)} CROSS JOIN "participant" p WHERE p."id" = l.value`,
  byCode: `SELECT p."id", p."conferenceId", p."siteId", p."mode", p."origin", p."joinedTo", p."removedAt",
    p."codeKey"
    FROM ${recordset(dialect, 1, { conferenceId: 'text', codeKey: 'text' })}
    CROSS JOIN "participant" p WHERE p."conferenceId" = r."conferenceId" AND p."codeKey" = r."codeKey"
    AND p."removedAt" IS NULL`,
  states: `SELECT ${STANDING} FROM ${recordset(dialect, 1, PAIR)} CROSS JOIN "attendance_state" s ${DECIDING}
    WHERE s."checkpointId" = r."checkpointId" AND s."participantId" = r."participantId"`,
  facts: `SELECT ${entryColumns('e')}, s."participantId" AS "aboutId"
    FROM ${entriesOfPairs(dialect)} ${DELIVERED} WHERE ${OF_PAIR} AND d."seq" = e."deliverySeq"
    UNION ALL SELECT ${entryColumns('u')}, s."participantId" FROM ${entriesOfPairs(dialect)}
    CROSS JOIN "attendance_entry" u ${DELIVERED} WHERE ${OF_PAIR} AND u."undoes" = e."id"
    AND d."seq" = u."deliverySeq"`,
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

/** Reads the tables for a batch, one statement for each question. */
@Injectable()
export class AttendanceRepository {
  /** The entries with one of these ids, and every undo that names one of them. */
  async findNamed(tx: Transaction, ids: Iterable<Id>): Promise<StoredEntry[]> {
    return storedEntries(await tx.query(STATEMENTS[tx.dialect].byIdWithUndos, [JSON.stringify([...ids])]));
  }

  /** Participants, removed ones included, by id. */
  async findPeople(tx: Transaction, ids: readonly Id[]): Promise<Map<Id, Person>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.query<PersonRow>(STATEMENTS[tx.dialect].people, [JSON.stringify(ids)]);
    return new Map(rows.map((row) => [row.id, personOf(row)]));
  }

  /** Participants by `codeName`. */
  async findByCodes(
    tx: Transaction,
    codes: { conferenceId: Id; codeKey: string }[],
  ): Promise<Map<string, Person>> {
    if (codes.length === 0) return new Map();
    const rows = await tx.query<PersonRow>(STATEMENTS[tx.dialect].byCode, [JSON.stringify(codes)]);
    return new Map(rows.map((row) => [codeName(row.conferenceId, row.codeKey), personOf(row)]));
  }

  async findStates(tx: Transaction, pairs: readonly PersonCheckpoint[]): Promise<StoredState[]> {
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
  async findFacts(tx: Transaction, pairs: readonly PersonCheckpoint[]): Promise<EntryAbout[]> {
    if (pairs.length === 0) return [];
    return storedEntries<EntryAbout>(await tx.query(STATEMENTS[tx.dialect].facts, [pairsParameter(pairs)]));
  }

  async insert(
    tx: Transaction,
    delivered: readonly NewDelivery[],
    entries: readonly NewEntry[],
  ): Promise<void> {
    await deliveries.run(tx, delivered);
    await ledger.run(tx, entries);
  }

  /** Stores where these people stand, as of `seq`. */
  async upsertStates(tx: Transaction, people: readonly PersonAtCheckpoint[], seq: number): Promise<void> {
    const rowsOf = (isStored: boolean): AttendanceStateRow[] =>
      people.filter((person) => person.isStored === isStored).map((person) => stateRow(person, seq));
    await firstStates.run(tx, rowsOf(false));
    await newStates.run(tx, rowsOf(true));
  }
}

const pairsParameter = (pairs: readonly PersonCheckpoint[]): string =>
  JSON.stringify(pairs.map(({ checkpointId, participantId }) => ({ checkpointId, participantId })));

function stateRow(person: PersonAtCheckpoint, seq: number): AttendanceStateRow {
  const { checkpointId, participantId, changedAt, stored, fresh, after } = person;
  const { state, siteId, because, happenedAt, entryId } = after;
  const about = stored.length === 0 ? fresh : [...stored, ...fresh];
  return {
    checkpointId,
    participantId,
    seq: hasMoved(person) ? seq : changedAt,
    state,
    siteId,
    alsoAt: after.alsoAt.length === 0 ? '[]' : JSON.stringify(after.alsoAt),
    because,
    happenedAt,
    entrySeq: entryId === null ? null : about.find(({ id }) => id === entryId)!.seq,
    entrySeqs: `[${about.map((entry) => entry.seq).join()}]`,
  };
}

/** pg gives bigints as text. */
export function storedEntries<T extends StoredEntry>(rows: unknown[]): T[] {
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
