import { Injectable } from '@nestjs/common';
import { codeReadings } from '../contract/code-readings.js';
import { normalizedCode } from '../contract/personal-code.js';
import type { Id } from '../contract/wire.js';
import { BulkInsert } from '../platform/database/bulk-insert.js';
import { Reader } from '../platform/database/reader.js';
import { type Dialect, listed, recordset, type SqlValue } from '../platform/database/statement.js';
import type { Transaction } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { inSlices } from '../platform/pace/pace.js';
import type { Reach } from '../sites/reach.service.js';
import { LISTED, type ParticipantRow } from './participant.entity.js';
import { completed, type Person } from './participants.rules.js';
import type { RosterRemovalRow } from './roster-removal.entity.js';

/** A person as one site's console is told of them. */
export interface RosterRow extends ParticipantRow {
  /**
   * No longer on that site's roster: deleted, joined with another, or moved to the site that `siteId` names.
   */
  removed: boolean;
}

/** A condition on the participant `p`; its values begin at `$at`. */
export interface Narrowing {
  where: (at: number) => string;
  values: SqlValue[];
}

const COLUMNS = {
  id: 'text',
  conferenceId: 'text',
  siteId: 'text',
  code: 'text',
  codeKey: 'text',
  officeCodeKey: 'text',
  fullName: 'text',
  nameFolded: 'text',
  nameKey: 'text',
  unit: 'text',
  position: 'text',
  mode: 'text',
  phone: 'text',
  email: 'text',
  origin: 'text',
  joinedTo: 'text',
  seq: 'bigint',
  removedAt: 'text',
  erasedAt: 'text',
  createdAt: 'text',
  updatedAt: 'text',
} as const;
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];
/** What an edit or an import may change. */
const CHANGEABLE = NAMES.filter((name) => !['id', 'conferenceId', 'origin', 'createdAt'].includes(name));
/** People whose id exists already are left as they are. */
const newPeople = new BulkInsert<ParticipantRow>('participant', COLUMNS, 'ON CONFLICT ("id") DO NOTHING');
const departures = new BulkInsert<RosterRemovalRow>(
  'roster_removal',
  { participantId: 'text', siteId: 'text', seq: 'bigint' },
  'ON CONFLICT ("participantId", "siteId") DO UPDATE SET "seq" = excluded."seq"',
);
/** Rows at a time: small enough not to hold up other requests, large enough to be fast. */
const SLICE = 500;

type Runs = Pick<Transaction, 'query' | 'dialect'>;

/** How participants lie in the tables: many rows a statement, the same on both databases. */
@Injectable()
export class ParticipantRepository {
  constructor(private readonly reader: Reader) {}

  get dialect(): Dialect {
    return this.reader.dialect;
  }

  /**
   * With `since` `null` those on the roster, else all that changed after
   * it, those no longer on it included.
   */
  async ofSite(siteId: Id, since: number | null): Promise<RosterRow[]> {
    if (since === null)
      return (await this.select(`p."siteId" = $1 AND ${LISTED}`, [siteId])).map((row) => ({
        ...row,
        removed: false,
      }));
    const changed = await this.select('p."siteId" = $1 AND p."seq" > $2', [siteId, since]);
    const moved = await this.select(
      `p."id" IN (SELECT "participantId" FROM "roster_removal" WHERE "siteId" = $1 AND "seq" > $2)
        AND p."siteId" <> $1`,
      [siteId, since],
    );
    return [
      ...changed.map((row) => ({ ...row, removed: row.removedAt !== null || row.joinedTo !== null })),
      ...moved.map((row) => ({ ...row, removed: true })),
    ];
  }

  async select(where: string, values: SqlValue[], runs: Runs = this.reader): Promise<ParticipantRow[]> {
    return rowsOf(await runs.query(`SELECT p.* FROM "participant" p WHERE ${where}`, values));
  }

  /** Finds the owner of a code: as written, else by the spellings of people and keyboards. */
  async findByCode(text: string, where: string, values: SqlValue[] = []): Promise<ParticipantRow[]> {
    const exactly = (one: string): string[] => [normalizedCode(one)].filter(Boolean);
    for (const read of [exactly, codeReadings]) {
      const keys = read(text);
      const owners = keys.length > 0 ? await this.findBy(this.reader, 'codeKey', keys, where, values) : [];
      if (owners.length > 0) return owners;
    }
    return [];
  }

  /** People of many ids, codes or sites in one statement. `column` is a column of this table. */
  async findBy(
    runs: Runs,
    column: 'id' | 'codeKey' | 'officeCodeKey' | 'siteId' | 'joinedTo',
    keys: readonly string[],
    where = '',
    values: SqlValue[] = [],
  ): Promise<ParticipantRow[]> {
    const keysJson = JSON.stringify([...new Set(keys)].map((key) => ({ key })));
    // CROSS JOIN keeps SQLite from reading the whole JSON again for each person.
    const sql = `SELECT p.* FROM ${recordset(runs.dialect, 1, { key: 'text' })} CROSS JOIN "participant" p
      WHERE p."${column}" = r."key"${where ? ` AND ${where}` : ''}`;
    return rowsOf(await runs.query(sql, [keysJson, ...values]));
  }

  /** Those of these people who are of sites outside the reader's part. */
  async outside(reach: Reach, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
    if (reach === null || ids.length === 0) return new Set();
    const homes = await this.reader.query<Pick<ParticipantRow, 'id' | 'siteId'>>(
      `SELECT p."id", p."siteId" FROM ${listed(this.dialect, 1)} CROSS JOIN "participant" p
        WHERE p."id" = l.value`,
      [JSON.stringify([...new Set(ids)])],
    );
    return new Set(homes.filter(({ siteId }) => !reach.has(siteId)).map(({ id }) => id));
  }

  /** People of these sites who were not removed. */
  ofSites(runs: Runs, siteIds: readonly Id[]): Promise<ParticipantRow[]> {
    // The conference is not named: SQLite would look for it first, and read all its people for each site.
    return this.findBy(runs, 'siteId', siteIds, 'p."removedAt" IS NULL');
  }

  /**
   * The person as stored. Call after `nextSeq()`: the counter row serializes roster changes until commit.
   * @throws Problem participant.not-found
   */
  async locked(tx: Transaction, id: Id): Promise<ParticipantRow> {
    const [row] = await this.findBy(tx, 'id', [id], 'p."removedAt" IS NULL');
    if (!row) throw new Problem('participant.not-found');
    return row;
  }

  /** The walk-ins who were joined with this person. */
  joinedWith(personId: Id, runs?: Transaction): Promise<ParticipantRow[]> {
    return this.select('p."joinedTo" = $1 AND p."removedAt" IS NULL', [personId], runs);
  }

  /** People whose id exists already are left as they are. */
  async insert(tx: Transaction, people: readonly Person[]): Promise<void> {
    await inSlices(people, SLICE, (slice) => newPeople.run(tx, slice.map(completed)));
  }

  async update(tx: Transaction, people: readonly Person[]): Promise<void> {
    await inSlices(people, SLICE, async (slice) => {
      await tx.query(updateSql(tx.dialect), [JSON.stringify(slice.map(completed))]);
    });
  }

  /** Notes that these people left their old sites, for the consoles there. */
  async noteMoves(
    tx: Transaction,
    moves: { participantId: Id; from: Id; to: Id; seq: number }[],
  ): Promise<void> {
    await inSlices(moves, SLICE, async (slice) => {
      await departures.run(
        tx,
        slice.map(({ participantId, from: siteId, seq }) => ({ participantId, siteId, seq })),
      );
      const arrivals = recordset(tx.dialect, 1, { participantId: 'text', to: 'text' });
      await tx.query(
        `DELETE FROM "roster_removal"
          WHERE ("participantId", "siteId") IN (SELECT "participantId", "to" FROM ${arrivals})`,
        [JSON.stringify(slice)],
      );
    });
  }
}

const updateSql = (dialect: Dialect): string =>
  `UPDATE "participant" SET ${CHANGEABLE.map((name) => `"${name}" = r."${name}"`).join(', ')}
    FROM ${recordset(dialect, 1, COLUMNS)} WHERE "participant"."id" = r."id"`;

/** pg gives bigints as text. */
const rowsOf = (raw: unknown[]): ParticipantRow[] =>
  (raw as ParticipantRow[]).map((row) => ({ ...row, seq: Number(row.seq) }));
