import { QueryFailedError } from 'typeorm';
import { type ColumnType, type Prepared, recordset, type SqlValue } from './statement.js';
import type { Transaction } from './unit-of-work.js';

/** Rows that one statement of SQLite takes: more hardly help, and 32,766 parameters are its limit. */
const TOGETHER = 16;

/**
 * INSERT of many rows. PostgreSQL takes them as one JSON parameter; SQLite runs prepared statements of 16
 * rows and of one, which is three times as fast there as reading JSON.
 */
export class BulkInsert<R extends object> {
  private readonly names: (keyof R & string)[];
  /** Stops at the first row that is there already, and keeps those before it. */
  private readonly together: string;
  private readonly alone: string;
  private readonly onPostgres: string;

  /**
   * @param conflict what to do with a row that is there already, `ON CONFLICT
   * …`; without it the statement fails
   */
  constructor(
    table: string,
    columns: Record<keyof R & string, ColumnType>,
    private readonly conflict = '',
  ) {
    this.names = Object.keys(columns) as (keyof R & string)[];
    const list = this.names.map((name) => `"${name}"`).join(', ');
    const row = `(${this.names.map(() => '?').join(', ')})`;
    const manyRows = Array.from({ length: TOGETHER }, () => row).join(', ');
    this.together = `INSERT OR FAIL INTO "${table}" (${list}) VALUES ${manyRows}`;
    this.alone = `INSERT INTO "${table}" (${list}) VALUES ${row} ${conflict}`;
    const given = recordset('postgres', 1, columns);
    this.onPostgres = `INSERT INTO "${table}" (${list}) SELECT ${list} FROM ${given} ${conflict}`;
  }

  async run(tx: Transaction, rows: readonly R[]): Promise<void> {
    if (rows.length === 0) return;
    if (tx.dialect === 'sqlite') this.onSqlite(tx, rows);
    else await tx.query(this.onPostgres, [JSON.stringify(rows)]);
  }

  private onSqlite(tx: Transaction, rows: readonly R[]): void {
    try {
      const written = this.sixteens(tx, rows);
      const alone = tx.prepared(this.alone);
      for (const row of rows.slice(written)) alone.run(this.valuesOf([row]));
    } catch (fault) {
      throw new QueryFailedError(this.alone, [], fault as Error);
    }
  }

  /**
   * How many of the first rows have been written: all whole sixteens, or those before
   * the first that was there already.
   */
  private sixteens(tx: Transaction, rows: readonly R[]): number {
    if (rows.length < TOGETHER) return 0;
    const together = tx.prepared(this.together);
    const changes = tx.prepared('SELECT total_changes() AS "count"');
    const before = countOf(changes);
    const whole = rows.length - (rows.length % TOGETHER);
    try {
      for (let at = 0; at < whole; at += TOGETHER) together.run(this.valuesOf(rows.slice(at, at + TOGETHER)));
      return whole;
    } catch (fault) {
      if (this.conflict === '' || !isTaken(fault)) throw fault;
      return countOf(changes) - before;
    }
  }

  private valuesOf(rows: readonly R[]): SqlValue[] {
    const values = Array.from<SqlValue>({ length: rows.length * this.names.length });
    let at = 0;
    for (const row of rows) for (const name of this.names) values[at++] = row[name] as SqlValue;
    return values;
  }
}

const countOf = (changes: Prepared): number => (changes.all({})[0] as { count: number }).count;

const isTaken = (fault: unknown): boolean =>
  /^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE|ROWID)$/.test((fault as { code?: string }).code ?? '');
