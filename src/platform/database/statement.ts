import type { EntityManager } from 'typeorm';

export type Dialect = 'sqlite' | 'postgres';
export type SqlValue = string | number | null;
type ColumnType = 'text' | 'integer' | 'bigint';

/**
 * Runs one statement written with `$1 … $n`, the same text on both databases. better-sqlite3 takes `$n` as a named
 * parameter, so there the values travel as one object.
 */
export async function runStatement<T>(manager: EntityManager, dialect: Dialect, sql: string, values: SqlValue[]): Promise<T[]> {
  const parameters = dialect === 'sqlite' && values.length > 0 ? [Object.fromEntries(values.map((value, at) => [String(at + 1), value]))] : values;
  return rowsOf<T>(await manager.query(sql, parameters));
}

/** pg answers UPDATE and DELETE with `[rows, count]`, better-sqlite3 a statement without rows with a number. */
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
  if (dialect === 'postgres') return `jsonb_to_recordset($${parameter}::jsonb) AS r(${names.map((name) => `"${name}" ${columns[name]}`).join(', ')})`;
  return `(SELECT ${names.map((name) => `value->>'$.${name}' AS "${name}"`).join(', ')} FROM json_each($${parameter})) AS r`;
}

/** A JSON array of texts in parameter `$n` as a table with the one column `value`: `FROM ${listed(dialect, 1)} CROSS JOIN t WHERE t."id" = l.value`. */
export function listed(dialect: Dialect, parameter: number): string {
  return dialect === 'postgres' ? `jsonb_array_elements_text($${parameter}::jsonb) AS l(value)` : `json_each($${parameter}) AS l`;
}
