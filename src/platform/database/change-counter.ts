import type { Queryable } from './queryable.js';

/**
 * All changes up to this number are committed: the counter's row is locked until the commit that raised it.
 */
export async function lastSeq(source: Queryable): Promise<number> {
  const [row] = await source.query<{ value: number | string }>(
    'SELECT "value" FROM "change_counter" WHERE "id" = 1',
  );
  return Number(row!.value);
}
