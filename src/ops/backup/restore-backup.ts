import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { leaveRestoreNote } from '../../platform/audit/restore-note.js';
import { PART_FROM_LOST_HISTORY } from '../../platform/database/change-history.js';
import { DATA_FILES, DataLock } from '../../platform/database/data-folder.js';
import { unknownMigrations } from '../../platform/database/migrating.js';
import { sqliteDriver } from '../../platform/database/sqlite.js';
import { syncPath } from '../../platform/files/durable.js';
import { makeFolder } from '../../platform/files/make-folder.js';
import { giveToOwner } from '../../platform/files/owner.js';
import { copyErased } from '../../platform/personal-data/erased-list.js';
import { noteBackup } from './last-backup.js';
import {
  assertWhole,
  DATABASE_FILE,
  type Manifest,
  MANIFEST,
  NotRestorable,
  readManifest,
} from './manifest.js';
import { connected, countTables, serverMajor, tablesOf } from './postgres-copy.js';
import { findTool, runTool, withoutPassword } from './postgres-tools.js';
import { countOf } from '../../platform/log/count-of.js';

type Settings = Pick<Config, 'dataDir' | 'databaseUrl'>;
/** The parts of an installation. They are moved aside, never deleted. */
const PARTS = [
  DATA_FILES.sqlite,
  `${DATA_FILES.sqlite}-wal`,
  `${DATA_FILES.sqlite}-shm`,
  DATA_FILES.materials,
  DATA_FILES.secret,
  DATA_FILES.auditKey,
  DATA_FILES.auditHead,
  DATA_FILES.lastBackup,
] as const;

/** It gets a row at the end of each restore. */
const HISTORY = 'change_counter';
/** Begins the name of a restore's own folder in DATA_DIR. */
const DRAFT = '.restoring-';

export interface Restored {
  manifest: Manifest;
  /** Where what was there lies now; `null` if nothing was. */
  movedTo: string | null;
}

/**
 * Puts a backup in the place of what DATA_DIR, or the PostgreSQL database, holds. Everything is checked
 * before anything is touched; what is there is moved aside.
 * @param known the steps of the schema that this version knows
 * @throws NotRestorable, DataInUse, Error of one line
 */
export async function restoreBackup(
  settings: Settings,
  folder: string,
  known: readonly string[],
  tell: (line: string) => void,
): Promise<Restored> {
  const manifest = await checked(settings, folder, known, tell);
  await makeFolder(settings.dataDir);
  const lock = await DataLock.acquire(settings);
  try {
    const isAgain = existsSync(join(settings.dataDir, DATA_FILES.restoring));
    const restorePostgres =
      settings.databaseUrl === null
        ? null
        : await postgresRestore(settings.databaseUrl, folder, manifest, isAgain);
    await sweep(settings.dataDir);
    const draft = join(settings.dataDir, `${DRAFT}${process.pid}-${Date.now()}`);
    await copyFiles(folder, draft, manifest, tell).catch(async (fault: unknown) => {
      await rm(draft, { recursive: true, force: true });
      throw fault;
    });
    await writeFile(join(settings.dataDir, DATA_FILES.restoring), `${folder}\n`, {
      mode: 0o600,
      flush: true,
    });
    await syncPath(settings.dataDir);
    leaveRestoreNote(settings.dataDir, { at: new Date().toISOString(), backupOf: manifest.startedAt });
    const movedTo = await exchange(settings.dataDir, draft, tell);
    await restorePostgres?.(tell);
    // Who was erased after the backup is erased again at the next start, on another machine too.
    await copyErased(dirname(folder), settings.dataDir);
    await noteBackup(settings.dataDir, {
      at: manifest.startedAt,
      folder,
      bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
    });
    await giveToOwner(settings.dataDir);
    await rm(join(settings.dataDir, DATA_FILES.restoring));
    await syncPath(settings.dataDir);
    return { manifest, movedTo };
  } finally {
    await lock.release();
  }
}

async function checked(
  settings: Settings,
  folder: string,
  known: readonly string[],
  tell: (line: string) => void,
): Promise<Manifest> {
  await assertOneBackup(folder);
  const manifest = await readManifest(folder);
  const [unknown] = unknownMigrations(manifest.migrations, known);
  if (unknown)
    throw new NotRestorable(
      'newer',
      `a newer version made the backup ${folder} (${unknown} is unknown to this one): ` +
        'restore it with that version',
    );
  const kindOfDatabase = settings.databaseUrl === null ? 'sqlite' : 'postgres';
  if (manifest.database !== kindOfDatabase) {
    const advice =
      manifest.database === 'sqlite' ? 'SQLite: unset DATABASE_URL' : 'PostgreSQL: set DATABASE_URL';
    throw new NotRestorable('other-database', `the backup ${folder} is of ${advice}`);
  }
  tell(`checking ${countOf(manifest.files.length, 'file')} of ${folder}`);
  await assertWhole(folder, manifest);
  if (manifest.database === 'sqlite') verifyDatabase(folder, manifest);
  return manifest;
}

/** The folder of the nightly backups holds many: which one is a person's choice. */
async function assertOneBackup(folder: string): Promise<void> {
  if (existsSync(join(folder, MANIFEST))) return;
  const names = await readdir(folder).catch(() => {
    throw new NotRestorable('not-whole', `${folder} is no folder that can be read`);
  });
  const backups = names
    .filter((name) => !name.startsWith('.') && existsSync(join(folder, name, MANIFEST)))
    .sort();
  if (backups.length > 0)
    throw new NotRestorable(
      'not-whole',
      `${folder} holds ${backups.length} backups: ` +
        `name one of them, the newest is ${join(folder, backups.at(-1)!)}`,
    );
}

/** Opens the backup's database and counts, as when it was made. */
function verifyDatabase(folder: string, { rows }: Manifest): void {
  const file = join(folder, DATABASE_FILE.sqlite);
  const db = new (sqliteDriver())(file, { readonly: true, fileMustExist: true });
  try {
    if (db.pragma('integrity_check', { simple: true }) !== 'ok')
      throw new NotRestorable('not-whole', `${folder} is no whole backup: its database is damaged`);
    for (const [table, count] of Object.entries(rows)) {
      const { n } = db.prepare(`SELECT count(*) AS n FROM "${table.replaceAll('"', '""')}"`).get() as {
        n: number;
      };
      if (n !== count)
        throw new NotRestorable(
          'not-whole',
          `${folder} is no whole backup: ${table} has ${n} rows instead of ${count}`,
        );
    }
  } finally {
    db.close();
  }
}

/**
 * Removes the rest of restores that were cut, because it holds the secret and all names. The lock excludes a
 * running restore.
 */
async function sweep(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(DRAFT));
  for (const name of names) await rm(join(dataDir, name), { recursive: true, force: true });
}

/**
 * Beside the place where they will be, so that moving them in is one step each;
 * read back before anything is moved.
 */
async function copyFiles(
  folder: string,
  draft: string,
  manifest: Manifest,
  tell: (line: string) => void,
): Promise<void> {
  await makeFolder(join(draft, DATA_FILES.materials));
  tell(`copying ${countOf(manifest.files.length, 'file')}`);
  const files = manifest.files.filter(({ path }) => path !== DATABASE_FILE.postgres);
  for (const { path } of files) {
    await copyFile(join(folder, path), join(draft, path));
    await chmod(join(draft, path), 0o600);
    await syncPath(join(draft, path));
  }
  await assertWhole(draft, { ...manifest, files });
  if (manifest.database === 'sqlite') await partFromLostHistory(join(draft, DATABASE_FILE.sqlite));
  await syncPath(join(draft, DATA_FILES.materials));
  await syncPath(draft);
}

async function partFromLostHistory(file: string): Promise<void> {
  const db = new (sqliteDriver())(file);
  try {
    db.exec(['BEGIN', ...PART_FROM_LOST_HISTORY, 'COMMIT'].join(';\n'));
  } finally {
    db.close();
  }
  await syncPath(file);
}

/**
 * The database comes last: while it is missing, `restore-unfinished` keeps a service from making a new one.
 */
async function exchange(
  dataDir: string,
  draft: string,
  tell: (line: string) => void,
): Promise<string | null> {
  const there = PARTS.filter((name) => existsSync(join(dataDir, name)));
  const movedTo =
    there.length > 0 ? join(dataDir, `replaced-${new Date().toISOString().replace(/[:.]/g, '-')}`) : null;
  if (movedTo) {
    await mkdir(movedTo, { mode: 0o700 });
    for (const name of there) await rename(join(dataDir, name), join(movedTo, name));
    await syncPath(movedTo);
    tell(`what was there has been moved to ${movedTo}`);
  }
  for (const name of [DATA_FILES.materials, DATA_FILES.secret, DATA_FILES.auditKey, DATA_FILES.sqlite])
    if (existsSync(join(draft, name))) await rename(join(draft, name), join(dataDir, name));
  await rm(draft, { recursive: true });
  await syncPath(dirname(draft));
  return movedTo;
}

/**
 * Everything that can refuse is asked before the files are touched. Answers what fills the empty database.
 */
async function postgresRestore(
  databaseUrl: string,
  folder: string,
  manifest: Manifest,
  isAgain: boolean,
): Promise<(tell: (line: string) => void) => Promise<void>> {
  const client = await connected(databaseUrl);
  try {
    const major = await serverMajor(client);
    const tool = await findTool('pg_restore', major);
    if (!tool)
      throw new Error(
        `pg_restore of version ${major} or newer is not on this machine: ` +
          `install postgresql-client-${major}, or restore ${DATABASE_FILE.postgres} where it is`,
      );
    const isEmpty = (await tablesOf(client)).length === 0;
    // `pg_restore` fills it in one transaction, so a restore that was cut afterwards has only to be ended.
    const isFilled = !isEmpty && isAgain && differing(manifest.rows, await countTables(client)) === null;
    if (isFilled) return () => partPostgres(databaseUrl);
    if (!isEmpty)
      throw new NotRestorable(
        'not-empty',
        'the PostgreSQL database is not empty: make a new one (createdb), and name it in DATABASE_URL',
      );
    const { url, env } = withoutPassword(databaseUrl);
    return async (tell) => {
      tell('filling the PostgreSQL database');
      const words = [
        '--single-transaction',
        '--exit-on-error',
        '--no-owner',
        '--no-privileges',
        '--no-password',
        `--dbname=${url}`,
        join(folder, DATABASE_FILE.postgres),
      ];
      await runTool(tool, words, env);
      const again = await connected(databaseUrl);
      const difference = differing(manifest.rows, await countTables(again).finally(() => again.end()));
      if (difference) throw new Error(difference);
      await partPostgres(databaseUrl);
    };
  } finally {
    await client.end();
  }
}

async function partPostgres(databaseUrl: string): Promise<void> {
  const client = await connected(databaseUrl);
  await client.query(['BEGIN', ...PART_FROM_LOST_HISTORY, 'COMMIT'].join(';\n')).finally(() => client.end());
}

/** The first table that does not have the rows that it should have, in words; `null` if all have. */
function differing(stated: Manifest['rows'], rows: Record<string, number>): string | null {
  const found = Object.entries(stated).find(([table, count]) => table !== HISTORY && rows[table] !== count);
  return found ? `${found[0]} has ${rows[found[0]] ?? 'no'} rows instead of ${found[1]}` : null;
}
