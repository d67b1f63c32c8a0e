import { createRequire } from 'node:module';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { asBetterSqlite3, type SqliteDriver } from './node20-sqlite.js';

/** The part of a better-sqlite3 connection that is used here. */
export interface SqliteConnection {
  readonly inTransaction: boolean;
  exec(sql: string): void;
  pragma(text: string, options?: { simple: boolean }): unknown;
}

/** The connection under an open DataSource. */
export function connectionOf(source: DataSource): SqliteConnection {
  return (source.driver as unknown as { databaseConnection: SqliteConnection }).databaseConnection;
}

/**
 * better-sqlite3 13 speaks Node-API 10 and crashes on Node 20, which gets the same interface over another
 * package. Both bring their binaries from npm: nothing is compiled.
 */
export function sqliteDriver(): SqliteDriver {
  const name = Number(process.versions.napi) >= 10 ? 'better-sqlite3-napi' : '@photostructure/sqlite';
  return asBetterSqlite3(createRequire(import.meta.url)(name));
}

/**
 * On every connection. In WAL mode SQLite's builds may run synchronous=NORMAL whatever a fresh
 * file's pragma says: power cuts then take acknowledged commits, so FULL is set here and asserted
 * after the first write. The write-ahead log is folded in every 16 MB rather than 4: a busy page is
 * then copied once instead of four times.
 */
const PRAGMAS = [
  'synchronous = FULL',
  'busy_timeout = 5000',
  'foreign_keys = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'secure_delete = ON',
  'temp_store = MEMORY',
  'mmap_size = 0',
  'journal_size_limit = 67108864',
  'wal_autocheckpoint = 4000',
];

export function sqliteWriter(file: string): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    driver: sqliteDriver(),
    database: file,
    enableWAL: true,
    prepareDatabase: (db: SqliteConnection) => PRAGMAS.forEach((pragma) => db.pragma(pragma)),
  };
}

/** A second connection that only reads: in WAL mode it never sees what is not committed. */
export function sqliteReader(file: string): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    driver: sqliteDriver(),
    database: file,
    // Readers hardly ever meet a lock in WAL mode; a short wait keeps the event loop free when they do.
    prepareDatabase: (db: SqliteConnection) =>
      [...PRAGMAS, 'busy_timeout = 100', 'query_only = ON'].forEach((pragma) => db.pragma(pragma)),
  };
}

/** @throws when the connection would not survive a power cut. 2 is FULL. */
export async function assertDurable(dataSource: DataSource): Promise<void> {
  const [{ synchronous }] = (await dataSource.query('PRAGMA synchronous')) as [{ synchronous: number }];
  const [{ journal_mode: journal }] = (await dataSource.query('PRAGMA journal_mode')) as [
    { journal_mode: string },
  ];
  if (synchronous !== 2 || journal !== 'wal')
    throw new Error(
      `SQLite runs with synchronous=${synchronous}, journal_mode=${journal}; needed are 2 (FULL) and wal`,
    );
}

/**
 * From here on waiting for a lock is ours (`SqliteTransactions`): SQLite's own would hold
 * the event loop for five seconds.
 */
export function waitElsewhere(dataSource: DataSource): void {
  connectionOf(dataSource).pragma('busy_timeout = 0');
}

/** @throws when the file is damaged. */
export async function assertSound(dataSource: DataSource): Promise<void> {
  const rows = (await dataSource.query('PRAGMA quick_check(1)')) as { quick_check: string }[];
  if (rows[0]?.quick_check !== 'ok') throw new Error(`The SQLite file is damaged: ${rows[0]?.quick_check}`);
}

/** Leaves a file that needs no recovery. */
export async function tidy(dataSource: DataSource): Promise<void> {
  await dataSource.query('PRAGMA optimize');
  await dataSource.query('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** Brings all of the write-ahead log into the file, while nobody else has it open. */
export async function foldIn(dataSource: DataSource): Promise<void> {
  await dataSource.query('PRAGMA wal_checkpoint(TRUNCATE)');
}
