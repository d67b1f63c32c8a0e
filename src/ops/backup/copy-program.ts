import type * as Fs from 'node:fs';
import type * as Path from 'node:path';
import type * as Crypto from 'node:crypto';
import { asBetterSqlite3, SQLITE_PARTS } from '../../platform/database/node20-sqlite.js';
import type { TextProgram } from '../../platform/workers/workers.js';
import type { BackupFile } from './manifest.js';

export interface CopyJob {
  /** Absolute path of the SQLite driver. */
  driver: string;
  /**
   * SQLite's file; or, where the database is dumped by others, the materials that its rows name; or `null`
   * before the dump, to take the materials alone.
   */
  source: { database: string } | { materials: MaterialFile[] } | null;
  dataDir: string;
  /** An empty folder for the copy. */
  folder: string;
  /** Written while it goes: step, done, of. */
  progress: SharedArrayBuffer;
}
export interface MaterialFile {
  storedAs: string;
  size: number;
  sha256: string;
}
export interface CopyResult {
  migrations: string[];
  rows: Record<string, number>;
  files: BackupFile[];
}

/** What the numbers in `progress` mean. */
export const COPY_STEPS = ['materials', 'database', 'verifying'] as const;

interface Opened {
  prepare(sql: string): {
    all(...values: unknown[]): unknown[];
    run(...values: unknown[]): unknown;
    get(...values: unknown[]): unknown;
  };
  pragma(text: string, options?: { simple: boolean }): unknown;
  close(): void;
}
type Driver = new (
  file: string,
  options: { readonly?: boolean; fileMustExist: boolean; timeout: number },
) => Opened;
interface Tools {
  fs: typeof Fs;
  path: typeof Path;
  crypto: typeof Crypto;
}

function countRows(db: Opened): Record<string, number> {
  const tables = db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .all() as { name: string }[];
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      (db.prepare(`SELECT count(*) AS n FROM "${name}"`).get() as { n: number }).n,
    ]),
  );
}

function sync({ fs }: Tools, path: string): void {
  const handle = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * A hard link, which takes no room: no content of a material is ever changed. A
 * copy where the disk is another one.
 */
function linkOrCopy({ fs }: Tools, from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EEXIST') throw fault;
    fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL);
    fs.chmodSync(to, 0o600);
  }
}

function fileOf({ fs, path, crypto }: Tools, folder: string, name: string): BackupFile {
  const hash = crypto.createHash('sha256');
  const handle = fs.openSync(path.join(folder, name), 'r');
  const chunk = Buffer.alloc(1024 * 1024);
  let size = 0;
  try {
    for (let read = 0; (read = fs.readSync(handle, chunk, 0, chunk.length, null)) > 0; size += read)
      hash.update(chunk.subarray(0, read));
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  return { path: name, size, sha256: hash.digest('hex') };
}

/** Files that a row may name: a material that is removed meanwhile is in the copy nevertheless. */
function takeMaterials(
  tools: Tools,
  job: CopyJob,
  tell: (step: number, done: number, of: number) => void,
): void {
  const { fs, path } = tools;
  const source = path.join(job.dataDir, 'materials');
  const target = path.join(job.folder, 'materials');
  const names = fs.existsSync(source)
    ? fs.readdirSync(source).filter((name) => /^[0-9a-f-]{36}$/.test(name))
    : [];
  fs.mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const [at, name] of names.entries()) {
    tell(0, at, names.length);
    try {
      linkOrCopy(tools, path.join(source, name), path.join(target, name));
    } catch (fault) {
      if (!['ENOENT', 'EEXIST'].includes((fault as NodeJS.ErrnoException).code ?? '')) throw fault;
    }
  }
}

/**
 * VACUUM INTO reads one moment of the database and holds up no writer. Rows are counted before and after it.
 */
function copyDatabase(
  Database: Driver,
  source: string,
  target: string,
): { before: Record<string, number>; after: Record<string, number>; isQuiet: boolean } {
  const db = new Database(source, { fileMustExist: true, timeout: 10_000 });
  try {
    db.pragma('synchronous = FULL');
    const version = db.pragma('data_version', { simple: true });
    const before = countRows(db);
    db.prepare('VACUUM INTO ?').run(target);
    const after = countRows(db);
    return { before, after, isQuiet: version === db.pragma('data_version', { simple: true }) };
  } finally {
    db.close();
  }
}

/** Opens the copy by itself and counts. @throws when it is not what the database was */
function verifyDatabase(
  Database: Driver,
  file: string,
  counted: ReturnType<typeof copyDatabase>,
): { rows: Record<string, number>; migrations: string[]; materials: MaterialFile[] } {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') throw new Error(`the copy of the database is damaged: ${String(integrity)}`);
    const rows = countRows(db);
    const isKept = db.prepare(
      `SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name LIKE '%_no_delete'`,
    );
    for (const [table, count] of Object.entries(rows)) {
      const [least, most] = [counted.before[table] ?? 0, counted.after[table] ?? 0];
      // Where rows are never deleted, there are as many as before at least,
      // and as many as afterwards at most.
      const isBounded = counted.isQuiet || isKept.get(table) !== undefined;
      if (isBounded && (count < least || count > most))
        throw new Error(`the copy has ${count} rows in ${table}, the database had ${least} to ${most}`);
    }
    const migrations = (
      db.prepare('SELECT name FROM migrations ORDER BY timestamp, id').all() as { name: string }[]
    ).map(({ name }) => name);
    const hasMaterials = 'material_version' in rows;
    const materials = hasMaterials
      ? (db.prepare('SELECT "storedAs", "size", "sha256" FROM "material_version"').all() as MaterialFile[])
      : [];
    return { rows, migrations, materials };
  } finally {
    db.close();
  }
}

/** Each file that a row names is there, with the content that the row says; what no row names is left out. */
function verifyMaterials(
  tools: Tools,
  job: CopyJob,
  materials: MaterialFile[],
  tell: (step: number, done: number, of: number) => void,
): BackupFile[] {
  const { fs, path } = tools;
  const target = path.join(job.folder, 'materials');
  const wanted = new Map(materials.map((one) => [one.storedAs, one]));
  for (const name of fs.readdirSync(target)) if (!wanted.has(name)) fs.rmSync(path.join(target, name));
  return [...wanted.values()].map((one, at) => {
    tell(2, at, wanted.size);
    if (!fs.existsSync(path.join(target, one.storedAs))) {
      const source = path.join(job.dataDir, 'materials', one.storedAs);
      if (!fs.existsSync(source))
        throw new Error(
          `the file ${one.storedAs} of a material is missing in ${job.dataDir}: remove that material, or upload it again`,
        );
      linkOrCopy(tools, source, path.join(target, one.storedAs));
    }
    const file = fileOf(tools, job.folder, `materials/${one.storedAs}`);
    if (file.size !== one.size || file.sha256 !== one.sha256)
      throw new Error(
        `the file ${one.storedAs} of a material is damaged: remove that material, or upload it again`,
      );
    return file;
  });
}

/**
 * Makes all of a backup but its manifest, in a thread of its own. The order matters: materials first, then
 * the database, then the materials that came between.
 */
export const COPY_PROGRAM: TextProgram<CopyJob, CopyResult> = {
  entry: (job, load) => {
    const tools = {
      fs: load('node:fs') as typeof Fs,
      path: load('node:path') as typeof Path,
      crypto: load('node:crypto') as typeof Crypto,
    };
    const { fs, path } = tools;
    const progress = new Float64Array(job.progress);
    const tell = (step: number, done: number, of: number): void => progress.set([step, done, of]);
    takeMaterials(tools, job, tell);
    if (job.source === null) return { rows: {}, migrations: [], files: [] };
    let result = { rows: {}, migrations: [] as string[], materials: [] as MaterialFile[] };
    const files: BackupFile[] = [];
    if ('database' in job.source) {
      const Database: Driver = asBetterSqlite3(load(job.driver));
      const copy = path.join(job.folder, 'diemcau.sqlite');
      tell(1, 0, fs.statSync(job.source.database).size);
      const counted = copyDatabase(Database, job.source.database, copy);
      fs.chmodSync(copy, 0o600);
      tell(2, 0, 0);
      result = verifyDatabase(Database, copy, counted);
      files.push(fileOf(tools, job.folder, 'diemcau.sqlite'));
    } else result.materials = job.source.materials;
    files.push(...verifyMaterials(tools, job, result.materials, tell));
    const secret = path.join(job.folder, 'secret.key');
    fs.copyFileSync(path.join(job.dataDir, 'secret.key'), secret, fs.constants.COPYFILE_EXCL);
    fs.chmodSync(secret, 0o600);
    files.push(fileOf(tools, job.folder, 'secret.key'));
    sync(tools, path.join(job.folder, 'materials'));
    return { rows: result.rows, migrations: result.migrations, files };
  },
  parts: [
    ...SQLITE_PARTS,
    countRows,
    sync,
    linkOrCopy,
    fileOf,
    takeMaterials,
    copyDatabase,
    verifyDatabase,
    verifyMaterials,
  ],
  limits: { milliseconds: 6 * 3_600_000, maxOldGenerationSizeMb: 256 },
};
