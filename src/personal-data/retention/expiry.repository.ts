import { Injectable } from '@nestjs/common';
import { LedgerTextsService } from '../../attendance/ledger/ledger-texts.service.js';
import type { RetentionKind } from '../../contract/personal-data.js';
import type { Id } from '../../contract/wire.js';
import { ErasedPeopleService } from '../../participants/erased-people.service.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { yieldToEventLoop } from '../../platform/pace/pace.js';
import { erasedName } from '../erasure/mentions.rules.js';
import { type DeclaredColumn, type DeclaredTable, PersonalTables } from '../personal-tables.js';

/** Rows of one transaction, so that others can write in between. */
const SLICE = 200;
const LEDGER = 'attendance_entry';
const HAS_TEXT = '("reason" IS NOT NULL OR "note" IS NOT NULL OR "amendment" IS NOT NULL)';
type Rows = Record<string, number>;
type SealBook = ReturnType<LedgerTextsService['newBook']>;
/** Asked before each slice. */
type MayGoOn = () => boolean | Promise<boolean>;
interface Wish {
  conferenceId: Id;
  mayGoOn: MayGoOn;
}

/** Empties or deletes data whose time is over, slice by slice. */
@Injectable()
export class ExpiryRepository {
  constructor(
    private readonly tables: PersonalTables,
    private readonly people: ErasedPeopleService,
    private readonly ledger: LedgerTextsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @returns rows that were emptied or removed, by table */
  async expire(kind: RetentionKind, conferenceId: Id, mayGoOn: MayGoOn): Promise<Rows> {
    const rows: Rows = {};
    for (const table of this.tables.all()) {
      const count = await this.expireTable(kind, table, { conferenceId, mayGoOn });
      if (count > 0) rows[table.name] = count;
    }
    if (kind !== 'ledger') return rows;
    const people = await this.erasePeople({ conferenceId, mayGoOn });
    if (people > 0) rows['participant'] = people;
    return rows;
  }

  /** Deletes the table's rows of the conference. */
  remove(table: DeclaredTable, wish: Wish): Promise<number> {
    if (table.name === LEDGER)
      return this.ofLedger(table, 'TRUE', wish, (...slice) => this.ledger.remove(...slice));
    return this.slices(
      `DELETE FROM "${table.name}" WHERE ${this.some(table, 'TRUE')} RETURNING 1 AS "one"`,
      wish,
    );
  }

  private expireTable(kind: RetentionKind, table: DeclaredTable, wish: Wish): Promise<number> {
    if (table.conference === null) return Promise.resolve(0);
    const holding = (sought: string): DeclaredColumn[] =>
      table.columns.filter((column) => column.holding === sought);
    switch (kind) {
      case 'presence':
        return table.rawPresence === null ? Promise.resolve(0) : this.remove(table, wish);
      case 'contacts':
        return this.empty(table, holding('contact'), wish);
      case 'ledger':
        if (table.goesWithLedger) return this.remove(table, wish);
        if (table.name === LEDGER)
          return this.ofLedger(table, HAS_TEXT, wish, async (tx, seqs, book) =>
            this.ledger.empty(tx, seqs, await tx.nextSeq(), book),
          );
        return this.empty(table, [...holding('note'), ...holding('contact')], wish);
    }
  }

  private empty(table: DeclaredTable, columns: DeclaredColumn[], wish: Wish): Promise<number> {
    if (columns.length === 0) return Promise.resolve(0);
    const emptied = columns.map(({ name, isNullable }) => `"${name}" = ${isNullable ? 'NULL' : `''`}`);
    const isFull = columns.map(({ name, isNullable }) =>
      isNullable ? `"${name}" IS NOT NULL` : `"${name}" <> ''`,
    );
    return this.slices(
      `UPDATE "${table.name}" SET ${emptied.join(', ')}
        WHERE ${this.some(table, `(${isFull.join(' OR ')})`)} RETURNING 1 AS "one"`,
      wish,
    );
  }

  private some(table: DeclaredTable, condition: string): string {
    const keys = table.keys.map((key) => `"${key}"`).join(', ');
    return `(${keys}) IN (SELECT ${keys} FROM "${table.name}"
      WHERE ${this.tables.ofConference(table)} AND ${condition} LIMIT ${SLICE})`;
  }

  private async slices(sql: string, { conferenceId, mayGoOn }: Wish): Promise<number> {
    let count = 0;
    for (let last = SLICE; last === SLICE; count += last) {
      // Asked once others have committed: the conference may have been opened again.
      last = await this.unitOfWork.run(async (tx) =>
        (await mayGoOn()) ? (await tx.query(sql, [conferenceId])).length : 0,
      );
      await yieldToEventLoop();
    }
    return count;
  }

  /** Leaves the ledger to its own feature, which seals it anew. */
  private async ofLedger(
    table: DeclaredTable,
    condition: string,
    { conferenceId, mayGoOn }: Wish,
    change: (tx: Transaction, seqs: number[], book: SealBook) => Promise<number>,
  ): Promise<number> {
    const sql = `SELECT "seq" FROM "attendance_entry" WHERE ${this.tables.ofConference(table)}
      AND ${condition} AND "seq" > $2 ORDER BY "seq" LIMIT ${SLICE}`;
    const book = this.ledger.newBook();
    let count = 0;
    for (let after: number | undefined = 0; after !== undefined;) {
      const from: number = after;
      const seqs = await this.unitOfWork.run(async (tx) => {
        if (!(await mayGoOn())) return [];
        const rows = await tx.query<{ seq: number | string }>(sql, [conferenceId, from]);
        const some = rows.map(({ seq }) => Number(seq));
        count += await change(tx, some, book);
        return some;
      });
      after = seqs[SLICE - 1];
      await yieldToEventLoop();
    }
    return count;
  }

  private async erasePeople({ conferenceId, mayGoOn }: Wish): Promise<number> {
    // Numbers go on after those of single erasures and of a run that was cut off.
    let count = await this.people.countErased(conferenceId);
    const before = count;
    for (let last = SLICE; last === SLICE;) {
      last = await this.unitOfWork.run(async (tx) => {
        if (!(await mayGoOn())) return 0;
        const seq = await tx.nextSeq();
        const rows = await this.people.notErased(tx, conferenceId, SLICE);
        await this.people.erase(tx, rows, () => erasedName((count += 1)), seq);
        return rows.length;
      });
      await yieldToEventLoop();
    }
    return count - before;
  }
}
