import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { appliedMigrations } from '../../platform/database/migrating.js';
import type { MaterialFile } from './copy-job.js';
import { DATABASE_FILE } from './manifest.js';
import { findTool, rowsInDump, runTool, type Tool, withoutPassword } from './postgres-tools.js';

/** The content of a dump, counted in the same snapshot. */
export interface PostgresCopy {
  migrations: string[];
  rows: Record<string, number>;
  materials: MaterialFile[];
}

/** Queries as `DataSource` does: the rows alone. */
const asker = (client: pg.Client) => ({
  query: async <T>(sql: string): Promise<T> => (await client.query(sql)).rows as T,
});
const TABLES = `SELECT "tablename" AS "name" FROM pg_tables WHERE "schemaname" = current_schema() ORDER BY 1`;

/**
 * Dumps the database into `folder` with pg_dump, reads the dump back and counts.
 * @throws Error of one line
 */
export async function copyPostgres(
  databaseUrl: string,
  folder: string,
  signal?: AbortSignal,
): Promise<PostgresCopy> {
  const client = await connected(databaseUrl);
  try {
    const major = await serverMajor(client);
    const [dump, restore] = [await findTool('pg_dump', major), await findTool('pg_restore', major)];
    if (!dump || !restore) throw new Error(withoutTool(major));
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: exported } = await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
    const copy = await counted(client);
    await dumpInto(dump, databaseUrl, exported[0]!.id, join(folder, DATABASE_FILE.postgres), signal);
    await client.query('COMMIT');
    await verify(restore, join(folder, DATABASE_FILE.postgres), copy.rows, signal);
    return copy;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** @throws Error of one line */
export async function connected(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'diemcau-backup',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined); // The statement under way is refused too, and tells.
  await client.connect().catch((fault: Error) => {
    throw new Error(
      `the PostgreSQL server cannot be reached: ${fault.message || (fault as NodeJS.ErrnoException).code}`,
      { cause: fault },
    );
  });
  return client;
}

export async function serverMajor(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: string }>(`SELECT current_setting('server_version_num') AS n`);
  return Math.floor(Number(rows[0]!.n) / 10_000);
}

export async function tablesOf(client: pg.Client): Promise<string[]> {
  return (await client.query<{ name: string }>(TABLES)).rows.map(({ name }) => name);
}

export async function countTables(client: pg.Client): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const name of await tablesOf(client))
    rows[name] = Number(
      (await client.query<{ n: string }>(`SELECT count(*) AS n FROM "${name}"`)).rows[0]!.n,
    );
  return rows;
}

async function counted(client: pg.Client): Promise<PostgresCopy> {
  const rows = await countTables(client);
  const migrations = await appliedMigrations(asker(client), 'postgres');
  const found =
    'material_version' in rows
      ? (await client.query<MaterialFile>('SELECT "storedAs", "size", "sha256" FROM "material_version"')).rows
      : [];
  return { rows, migrations, materials: found.map((one) => ({ ...one, size: Number(one.size) })) };
}

async function dumpInto(
  tool: Tool,
  databaseUrl: string,
  snapshot: string,
  file: string,
  signal?: AbortSignal,
): Promise<void> {
  const { url, env } = withoutPassword(databaseUrl);
  await runTool(
    tool,
    [
      '--format=custom',
      '--no-owner',
      '--no-privileges',
      `--snapshot=${snapshot}`,
      `--file=${file}`,
      '--no-password',
      `--dbname=${url}`,
    ],
    env,
    signal,
  );
  await chmod(file, 0o600);
}

async function verify(
  tool: Tool,
  file: string,
  rows: Record<string, number>,
  signal?: AbortSignal,
): Promise<void> {
  const found = await rowsInDump(tool, file, signal);
  for (const [table, count] of Object.entries(rows)) {
    if (found[table] !== count)
      throw new Error(`the copy has ${found[table] ?? 'no'} rows in ${table}, the database had ${count}`);
  }
}

const withoutTool = (major: number): string =>
  `pg_dump and pg_restore of version ${major} or newer are not on this machine: ` +
  `install postgresql-client-${major}, or run pg_dump --format=custom where they are, ` +
  'and copy materials and secret.key of DATA_DIR beside it';
