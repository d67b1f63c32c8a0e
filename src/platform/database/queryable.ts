import type { SqlValue } from './statement.js';

/** Where statements are asked: a transaction, the reader, a snapshot. */
export interface Queryable {
  /** One statement with `$1 … $n`; the rows that it returns. */
  query<T = unknown>(sql: string, values?: SqlValue[]): Promise<T[]>;
}
