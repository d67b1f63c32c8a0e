import pg from 'pg';
import { join } from 'node:path';
import { copyFile, rm } from 'node:fs/promises';
import { sqliteDriver } from '../../src/platform/database/sqlite.js';
import type { TestApp } from './app.js';

type Row = Record<string, string | number | null>;
/** The database of a service that has stopped, in the hands of somebody who may do everything with it. */
export interface Tampered {
  query(sql: string): Promise<Row[]>;
}

/** Drops what protects these tables, and lets `work` change them. The service must have stopped. */
export async function tamper(
  { dataDir, databaseUrl }: Pick<TestApp, 'dataDir' | 'databaseUrl'>,
  work: (database: Tampered) => Promise<void>,
): Promise<void> {
  const tables = ['audit_line', 'attendance_entry', 'attendance_delivery'];
  if (databaseUrl !== undefined) {
    const client = new pg.Client(databaseUrl);
    await client.connect();
    try {
      for (const table of tables) await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER ALL`);
      await work({ query: async (sql) => (await client.query<Row>(sql)).rows });
    } finally {
      await client.end();
    }
    return;
  }
  const db = new (sqliteDriver())(join(dataDir, 'diemcau.sqlite'));
  try {
    for (const table of tables)
      for (const act of ['update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS "${table}_no_${act}"`);
    await work({
      query: (sql) => {
        const statement = db.prepare(sql);
        if (statement.reader) return Promise.resolve(statement.all({}) as Row[]);
        statement.run({});
        return Promise.resolve([]);
      },
    });
  } finally {
    db.close();
  }
}

/** Keeps a copy of a stopped service's database; the answer puts it back in its place. */
export async function copyDatabase({
  dataDir,
  databaseUrl,
}: Pick<TestApp, 'dataDir' | 'databaseUrl'>): Promise<() => Promise<void>> {
  if (databaseUrl === undefined) {
    const file = join(dataDir, 'diemcau.sqlite');
    await copyFile(file, `${file}.old`);
    return async () => {
      for (const end of ['-wal', '-shm']) await rm(`${file}${end}`, { force: true });
      await copyFile(`${file}.old`, file);
    };
  }
  const name = new URL(databaseUrl).pathname.slice(1);
  const on = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client(databaseUrl.replace(/\/[^/]+$/, '/postgres'));
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  await on(`CREATE DATABASE ${name}_old TEMPLATE ${name}`);
  return () => on(`DROP DATABASE ${name}`, `CREATE DATABASE ${name} TEMPLATE ${name}_old`);
}
