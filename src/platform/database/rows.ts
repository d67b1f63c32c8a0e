import type { Repository } from 'typeorm';

/**
 * Reads rows of one table by columns that equal a value. Joins, ranges, lists of values and sums are SQL
 * (`docs/decisions/ways-to-the-database.md`).
 */
export type ReadRows<T extends object> = Pick<
  Repository<T>,
  'find' | 'findBy' | 'findOne' | 'findOneBy' | 'findOneByOrFail' | 'count' | 'existsBy'
>;

/**
 * Reads and writes rows of one table. `save` is missing: it reads the row again and writes only what differs
 * from that. A caller who knows whether the row exists says `insert` or `update`, another one `upsert`.
 */
export type Rows<T extends object> = ReadRows<T> &
  Pick<Repository<T>, 'insert' | 'update' | 'upsert' | 'delete'>;
