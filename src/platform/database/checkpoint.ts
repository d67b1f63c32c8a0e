import { sqliteDriver } from './sqlite.js';

/** What SQLite says of a checkpoint: pages in its log, and how many of them are in the file. */
interface Checkpoint {
  busy: number;
  log: number;
  checkpointed: number;
}

/**
 * Copies SQLite's write-ahead log into the file. In a thread: 16 MB and two fsyncs would hold the event loop.
 * PASSIVE waits for nobody and keeps nobody waiting; what it could not copy, the next one does.
 */
export function checkpoint(file: string): Checkpoint {
  const db = new (sqliteDriver())(file, { fileMustExist: true, timeout: 1_000 });
  try {
    db.pragma('synchronous = FULL');
    const [result] = db.pragma('wal_checkpoint(PASSIVE)') as [Checkpoint];
    return result;
  } finally {
    db.close();
  }
}
