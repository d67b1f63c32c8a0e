import { chmod, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { syncPath } from '../files/durable.js';
import type { Dialect } from './statement.js';

const COPY = /^before-upgrade-\d+\.sqlite$/;

/** The steps that a schema knows, in their order. */
export const migrationNames = (migrations: { name?: string; constructor: { name: string } }[]): string[] =>
  migrations.map(({ name, constructor }) => name ?? constructor.name);

/** The steps among `applied` that this version does not know: a newer version has made the database. */
export const unknownMigrations = (applied: readonly string[], known: readonly string[]): string[] =>
  applied.filter((name) => !known.includes(name));

/**
 * Brings the tables to the form that this version needs, each step in one transaction, so that a start that
 * dies half-way is gone on with by the next one.
 * @returns the number of steps that were taken
 * @param folder where SQLite's file lies; before the first step a copy of it is
 * made there. `null` on PostgreSQL
 * @throws Error of one line when a newer version has made the database, or when
 * the disk has no room for the copy
 */
export async function migrate(dataSource: DataSource, folder: string | null): Promise<number> {
  const applied = await appliedMigrations(dataSource, folder === null ? 'postgres' : 'sqlite');
  const known = migrationNames(dataSource.migrations);
  const [unknown] = unknownMigrations(applied, known);
  if (unknown)
    throw new Error(
      `a newer version made this database (${unknown} is unknown to this one): ` +
        'start that version, or restore a backup that is older',
    );
  const steps = known.filter((name) => !applied.includes(name)).length;
  if (steps === 0) return 0;
  if (folder !== null && applied.length > 0) await copyBefore(dataSource, folder, applied);
  await dataSource.runMigrations({ transaction: 'each' });
  return steps;
}

/**
 * Removes the copies made before an upgrade. To be called by a start that had nothing to
 * migrate: the one before has succeeded.
 */
export async function forgetCopies(folder: string): Promise<void> {
  const copies = (await readdir(folder)).filter((name) => COPY.test(name));
  await Promise.all(copies.map((name) => rm(join(folder, name), { force: true })));
}

/** Oldest first; empty for a new database. */
export async function appliedMigrations(
  dataSource: Pick<DataSource, 'query'>,
  dialect: Dialect,
): Promise<string[]> {
  const looked =
    dialect === 'sqlite'
      ? `SELECT "name" FROM sqlite_master WHERE "type" = 'table' AND "name" = 'migrations'`
      : `SELECT 1 WHERE to_regclass('migrations') IS NOT NULL`;
  if ((await dataSource.query<unknown[]>(looked)).length === 0) return [];
  return (
    await dataSource.query<{ name: string }[]>('SELECT "name" FROM "migrations" ORDER BY "timestamp", "id"')
  ).map(({ name }) => name);
}

/**
 * Named by the newest step applied, so that a start that fails again and again
 * keeps one copy and not hundreds.
 */
async function copyBefore(dataSource: DataSource, folder: string, applied: readonly string[]): Promise<void> {
  const final = join(folder, `before-upgrade-${/\d+$/.exec(applied.at(-1)!)?.[0] ?? '0'}.sqlite`);
  const draft = `${final}.unfinished`;
  await rm(draft, { force: true });
  try {
    await dataSource.query('VACUUM INTO ?', [draft]);
    await chmod(draft, 0o600);
    await syncPath(draft);
    await rename(draft, final);
    await syncPath(folder);
  } catch (fault) {
    await rm(draft, { force: true });
    throw new Error(
      'no copy of the database could be made before the upgrade, and nothing was changed: ' +
        `${(fault as Error).message}; make room in ${folder}`,
      { cause: fault },
    );
  }
}
