import { QueryFailedError } from 'typeorm';
import { type ColumnType, recordset, type SqlValue } from './statement.js';
import type { Transaction } from './unit-of-work.js';

/**
 * INSERT of many rows. PostgreSQL takes them as one JSON parameter; SQLite runs one prepared statement row by row, which is
 * three times as fast there as reading JSON.
 */
export class BulkInsert<R extends object> {
  private readonly names: (keyof R & string)[];
  private readonly onSqlite: string;
  private readonly onPostgres: string;

  /** @param conflict what to do with a row that is there already, `ON CONFLICT …`; without it the statement fails */
  constructor(table: string, columns: Record<keyof R & string, ColumnType>, conflict = '', private readonly key: (keyof R & string)[] = []) {
    this.names = Object.keys(columns) as (keyof R & string)[];
    const list = this.names.map((name) => `"${name}"`).join(', ');
    const returning = key.length > 0 ? ` RETURNING ${key.map((name) => `"${name}"`).join(', ')}` : '';
    this.onSqlite = `INSERT INTO "${table}" (${list}) VALUES (${this.names.map(() => '?').join(', ')}) ${conflict}`;
    this.onPostgres = `INSERT INTO "${table}" (${list}) SELECT ${list} FROM ${recordset('postgres', 1, columns)} ${conflict}${returning}`;
  }

  /** The rows that were not written, because they were there already. */
  async run(tx: Transaction, rows: readonly R[]): Promise<R[]> {
    if (rows.length === 0) return [];
    return tx.dialect === 'sqlite' ? this.oneByOne(tx, rows) : this.atOnce(tx, rows);
  }

  private oneByOne(tx: Transaction, rows: readonly R[]): R[] {
    const statement = tx.prepared(this.onSqlite);
    const values = Array.from<SqlValue>({ length: this.names.length });
    try {
      return rows.filter((row) => {
        for (let at = 0; at < values.length; at += 1) values[at] = row[this.names[at]!] as SqlValue;
        return statement.run(values).changes === 0;
      });
    } catch (fault) {
      throw new QueryFailedError(this.onSqlite, values, fault as Error);
    }
  }

  private async atOnce(tx: Transaction, rows: readonly R[]): Promise<R[]> {
    const written = await tx.query<R>(this.onPostgres, [JSON.stringify(rows)]);
    if (this.key.length === 0) return [];
    const nameOf = (row: R): string => this.key.map((name) => row[name]).join(' ');
    const names = new Set(written.map(nameOf));
    return rows.filter((row) => !names.has(nameOf(row)));
  }
}
