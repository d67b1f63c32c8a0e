import { sqliteDriver } from '../../src/platform/database/sqlite.js';
import { answer, isAskedToStop } from '../../src/platform/workers/answer.js';

/** Reads a database of SQLite in memory until it is asked to stop. */
function read(rows: number): 'stopped' {
  const db = new (sqliteDriver())(':memory:');
  db.exec('CREATE TABLE n (i INTEGER PRIMARY KEY, t TEXT)');
  db.exec(
    `WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${rows})
     INSERT INTO n SELECT i, hex(randomblob(40)) FROM c`,
  );
  while (!isAskedToStop()) db.prepare('SELECT * FROM n').all();
  db.close();
  return 'stopped';
}

export type Read = typeof read;
await answer(read);
