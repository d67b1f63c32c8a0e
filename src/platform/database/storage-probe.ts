import type { Queryable } from './reader.js';
import type { Dialect } from './statement.js';

/**
 * Writes 64 KiB and deletes them again. An update of one row would prove nothing: it fits into room that
 * the database already has, while the next entry is refused again. The text is random, so that
 * PostgreSQL cannot compress it away.
 */
export async function writeProbe(tx: Queryable & { dialect: Dialect }): Promise<void> {
  const filler =
    tx.dialect === 'sqlite'
      ? 'hex(randomblob(32768))'
      : "(SELECT string_agg(md5(random()::text), '') FROM generate_series(1, 2048))";
  await tx.query(`INSERT INTO "storage_probe" ("filler") SELECT ${filler}`);
  await tx.query('DELETE FROM "storage_probe"');
}
