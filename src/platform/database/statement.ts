import { type EntityManager, QueryFailedError } from 'typeorm';
import type { Dialect } from './dialect.js';

export { type Dialect, listed } from './dialect.js';
export type SqlValue = string | number | null;
export type ColumnType = 'text' | 'integer' | 'bigint';

/** A better-sqlite3 statement, as far as it is used here. */
export interface Prepared {
  readonly reader: boolean;
  all(values: unknown): unknown[];
  run(values: unknown): { changes: number };
}
interface Connection {
  prepare(sql: string): Prepared;
}

const KEPT_STATEMENTS = 500;
const prepared = new WeakMap<Connection, Map<string, Prepared>>();

/** The connection's statement for this text, prepared once. SQLite alone. */
export function preparedOn(manager: EntityManager, sql: string): Prepared {
  const connection = (manager.dataSource.driver as unknown as { databaseConnection: Connection })
    .databaseConnection;
  let statements = prepared.get(connection);
  if (!statements) prepared.set(connection, (statements = new Map()));
  let statement = statements.get(sql);
  if (!statement) {
    if (statements.size >= KEPT_STATEMENTS) statements.clear();
    statements.set(sql, (statement = connection.prepare(sql)));
  }
  return statement;
}

/**
 * Runs one statement written with `$1 … $n`, the same text on both databases. better-sqlite3 takes `$n` as
 * a named parameter, so there the values travel as one object; and it is asked directly, which costs a
 * tenth of the way through TypeORM.
 */
export async function runStatement<T>(
  manager: EntityManager,
  dialect: Dialect,
  sql: string,
  values: SqlValue[],
): Promise<T[]> {
  if (dialect === 'postgres') return rowsOf<T>(await manager.query(sql, values));
  try {
    const statement = preparedOn(manager, sql);
    const named: Record<string, SqlValue> = {};
    for (let at = 0; at < values.length; at += 1) named[at + 1] = values[at]!;
    if (statement.reader) return statement.all(named) as T[];
    statement.run(named);
    return [];
  } catch (fault) {
    throw new QueryFailedError(sql, values, fault as Error);
  }
}

/** pg answers UPDATE and DELETE with `[rows, count]`. */
function rowsOf<T>(raw: unknown): T[] {
  if (!Array.isArray(raw)) return [];
  return raw.length === 2 && Array.isArray(raw[0]) && !Array.isArray(raw[1]) ? (raw[0] as T[]) : (raw as T[]);
}

/**
 * A JSON array of objects in parameter `$n` as a table: one prepared statement for any number of rows.
 * `INSERT INTO t (…) SELECT … FROM ${recordset('sqlite', 1, { id: 'text', seq: 'integer' })} r`
 */
export function recordset(dialect: Dialect, parameter: number, columns: Record<string, ColumnType>): string {
  const names = Object.keys(columns);
  if (dialect === 'postgres') {
    const typed = names.map((name) => `"${name}" ${columns[name]}`).join(', ');
    return `jsonb_to_recordset($${parameter}::jsonb) AS r(${typed})`;
  }
  const read = names.map((name) => `value->>'$.${name}' AS "${name}"`).join(', ');
  return `(SELECT ${read} FROM json_each($${parameter})) AS r`;
}

/**
 * A JSON array that a column holds, as a table with the one column `value`: `CROSS JOIN ${elements(dialect,
 * 's."entrySeqs"')}`. Numbers need a CAST.
 */
export function elements(dialect: Dialect, column: string): string {
  return dialect === 'postgres'
    ? `LATERAL jsonb_array_elements_text(${column}::jsonb) AS n(value)`
    : `json_each(${column}) AS n`;
}
