import { sqliteDriver } from '../../platform/database/sqlite.js';

/** A larger database is rewritten through a temporary file instead of memory. */
const IN_MEMORY_BYTES = 512 * 1024 * 1024;

/**
 * Rewrites SQLite's file from its rows, and empties the write-ahead log. `secure_delete` blanks what is
 * deleted, but pages that were split may keep an older copy of a row between their cells. In a thread: it
 * takes as long as the file is large, and writers wait for it.
 * @throws when the file is in use for longer than a writer waits
 */
export function rewriteDatabase({ file, bytes }: { file: string; bytes: number }): void {
  const db = new (sqliteDriver())(file, { fileMustExist: true, timeout: 30_000 });
  try {
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.pragma(`temp_store = ${bytes < IN_MEMORY_BYTES ? 'MEMORY' : 'FILE'}`);
    db.exec('VACUUM');
    const [{ busy }] = db.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
    if (busy !== 0) throw new Error('a reader holds the write-ahead log');
  } finally {
    db.close();
  }
}
