import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A higher one is unknown to this version. */
export const FORMAT = 2;
export const MANIFEST = 'manifest.json';
/** File names of the database in a backup. */
export const DATABASE_FILE = { sqlite: 'diemcau.sqlite', postgres: 'diemcau.pgdump' } as const;
export const SECRET_FILE = 'secret.key';
/** Missing where AUDIT_KEY holds it, and in backups of format 1. */
export const AUDIT_KEY_FILE = 'audit.key';
const MATERIAL = /^materials\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface BackupFile {
  /** Below the backup's folder, with `/`. */
  path: string;
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

/** The content of a backup. Written last: a folder without it is no backup. */
export interface Manifest {
  product: 'diemcau';
  format: number;
  /** When the copy began: it holds what was acknowledged before. */
  startedAt: string;
  database: 'sqlite' | 'postgres';
  /** The steps that made its tables, oldest first. */
  migrations: string[];
  /** Rows by table. */
  rows: Record<string, number>;
  files: BackupFile[];
}

/** Why a folder cannot be restored; `code` decides the exit code. */
export class NotRestorable extends Error {
  constructor(
    readonly code: 'not-whole' | 'newer' | 'not-empty' | 'other-database',
    message: string,
  ) {
    super(message);
  }
}

/** Reads what a folder says it holds. @throws NotRestorable */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null);
  if (text === null)
    throw new NotRestorable('not-whole', `${folder} is no whole backup: it has no ${MANIFEST}`);
  const manifest = parsed(text) as Manifest | null;
  if (manifest?.product === 'diemcau' && typeof manifest.format === 'number' && manifest.format > FORMAT)
    throw new NotRestorable(
      'newer',
      `a newer version made the backup ${folder}: restore it with that version`,
    );
  if (!isManifest(manifest))
    throw new NotRestorable('not-whole', `${folder} is no whole backup: its ${MANIFEST} is damaged`);
  return manifest;
}

/** Compares every file with what the manifest says. @throws NotRestorable naming the first that differs */
export async function assertWhole(
  folder: string,
  { files }: Manifest,
  tell: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  for (const [at, file] of files.entries()) {
    const fault = await faultOf(join(folder, file.path), file);
    if (fault) throw new NotRestorable('not-whole', `${folder} is no whole backup: ${file.path} ${fault}`);
    tell(at + 1, files.length);
  }
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, {
    mode: 0o600,
    flush: true,
  });
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function faultOf(path: string, { size, sha256 }: BackupFile): Promise<string | null> {
  const found = await lstat(path).catch(() => null);
  if (!found?.isFile()) return 'is missing';
  if (found.size !== size) return `has ${found.size} bytes instead of ${size}`;
  return (await sha256Of(path)) === sha256 ? null : 'has another content than when it was made';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Paths of files in a backup that others made lead nowhere else. */
function isManifest(found: Manifest | null): found is Manifest {
  if (
    found === null ||
    typeof found !== 'object' ||
    found.product !== 'diemcau' ||
    ![1, FORMAT].includes(found.format)
  )
    return false;
  if (!(found.database in DATABASE_FILE) || Number.isNaN(Date.parse(found.startedAt))) return false;
  const areLists =
    [found.migrations, found.files].every(Array.isArray) &&
    found.migrations.every((name) => typeof name === 'string');
  if (!areLists || typeof found.rows !== 'object' || found.rows === null) return false;
  const paths = found.files.map(({ path }) => path);
  const needed = [DATABASE_FILE[found.database], SECRET_FILE];
  return (
    needed.every((path) => paths.includes(path)) &&
    found.files.every(
      (file) => isFile(file) && ([...needed, AUDIT_KEY_FILE].includes(file.path) || MATERIAL.test(file.path)),
    )
  );
}

const isFile = ({ path, size, sha256 }: BackupFile): boolean =>
  typeof path === 'string' && Number.isSafeInteger(size) && /^[0-9a-f]{64}$/.test(sha256);
