import pg from 'pg';
import type { Dialect } from './dialect.js';
import type { SqliteDatabase } from './node20-sqlite.js';
import type { Queryable } from './queryable.js';
import { sqliteDriver } from './sqlite.js';
import type { SqlValue } from './statement.js';

/** Where the database is: SQLite's file, or the address of PostgreSQL. */
export type DatabasePlace = { file: string } | { url: string };

/** One moment of the database on a connection of its own. */
export interface OwnSnapshot extends Queryable {
  readonly dialect: Dialect;
  close(): Promise<void>;
}

/** SQLite's 2 MB of pages would be read again for each person of a large table. In kB. */
const CACHE = 32 * 1024;
/** A statement of a thread may read a whole country; the pool's have 15 s. In ms. */
const STATEMENT_MS = 120_000;

/**
 * Opens the database to read one moment of it, for a thread: neither the service's connections nor its event
 * loop are used. It writes nothing and holds up nobody.
 */
export function openSnapshot(place: DatabasePlace): Promise<OwnSnapshot> {
  return 'file' in place ? Promise.resolve(sqliteSnapshot(place.file)) : postgresSnapshot(place.url);
}

/** Reads one moment by `work`, and closes the connection. */
export async function inSnapshot<T>(
  place: DatabasePlace,
  work: (source: OwnSnapshot) => Promise<T>,
): Promise<T> {
  const source = await openSnapshot(place);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}

function sqliteSnapshot(file: string): OwnSnapshot {
  const db = new (sqliteDriver())(file, { fileMustExist: true, timeout: 5_000 });
  const pragmas = [
    'synchronous = FULL',
    'trusted_schema = OFF',
    'mmap_size = 0',
    'query_only = ON',
    `cache_size = -${CACHE}`,
  ];
  for (const pragma of pragmas) db.pragma(pragma);
  db.exec('BEGIN');
  const statements = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    dialect: 'sqlite',
    query<T>(sql: string, values: SqlValue[] = []): Promise<T[]> {
      let statement = statements.get(sql);
      if (!statement) statements.set(sql, (statement = db.prepare(sql)));
      const named = Object.fromEntries(values.map((value, at) => [at + 1, value]));
      return Promise.resolve(statement.all(named) as T[]);
    },
    close: () => Promise.resolve(db.close()),
  };
}

async function postgresSnapshot(url: string): Promise<OwnSnapshot> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'diemcau-report',
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_MS,
  });
  client.on('error', () => undefined); // The statement under way is refused too, and tells.
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return {
    dialect: 'postgres',
    query: async <T>(sql: string, values: SqlValue[] = []): Promise<T[]> =>
      (await client.query(sql, values)).rows as T[],
    close: () => client.end(),
  };
}
