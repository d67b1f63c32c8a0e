import { createHash, randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Config } from '../../platform/config/config.js';
import { DATA_FILES } from '../../platform/database/data-folder.js';
import { PROCESSES } from '../../platform/database/lock-holder.js';
import { syncPath } from '../../platform/files/durable.js';
import { makeFolder } from '../../platform/files/make-folder.js';
import type { Program, Workers } from '../../platform/workers/workers.js';
import type { copyInstallation } from './copy-installation.js';
import { COPY_STEPS, type CopyJob, type CopyResult } from './copy-job.js';
import { type LastBackup, noteBackup } from './last-backup.js';
import { DATABASE_FILE, FORMAT, type Manifest, sha256Of, writeManifest } from './manifest.js';
import { copyPostgres } from './postgres-copy.js';

/** How far a backup is. `of` is 0 where that is not known. Sizes of the database are in bytes. */
export interface BackupProgress {
  step: (typeof COPY_STEPS)[number];
  done: number;
  of: number;
}
export interface BackupOptions {
  tell?: (progress: BackupProgress) => void;
  /** Ends it at once; what was copied goes. */
  signal?: AbortSignal;
}
type Settings = Pick<Config, 'dataDir' | 'databaseUrl'>;

const COPY: Program<typeof copyInstallation> = {
  entry: new URL('./copy.worker.js', import.meta.url),
  limits: { milliseconds: 6 * 3_600_000, maxOldGenerationSizeMb: 256 },
  endsByItself: true,
};
const LOOK_MS = 250;
const DAY_MS = 86_400_000;
/** Identifies this machine, so that leftovers of a killed backup are known by their process. */
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const UNFINISHED = /^\.(.+)\.unfinished-([0-9a-f]{8})-(\d+)-[0-9a-f-]{36}$/;

/**
 * Copies an installation, running or not, into the new folder `target`, and verifies the copy
 * by opening and counting it. It lies under another name until all of it is on the disk: a
 * folder with the final name is whole.
 * @throws Error of one line; nothing is left behind then
 */
export async function makeBackup(
  settings: Settings,
  target: string,
  workers: Pick<Workers, 'run'>,
  options: BackupOptions = {},
): Promise<LastBackup> {
  await assertFree(target);
  assertInstalled(settings);
  await makeFolder(dirname(target));
  await sweep(dirname(target));
  const draft = join(
    dirname(target),
    `.${basename(target)}.unfinished-${HOST}-${process.pid}-${randomUUID()}`,
  );
  await mkdir(draft, { mode: 0o700 });
  try {
    const startedAt = new Date().toISOString();
    const manifest = await copied(settings, draft, startedAt, workers, options);
    await writeManifest(draft, manifest);
    await syncPath(draft);
    if (existsSync(target)) await rmdir(target);
    await rename(draft, target);
    await syncPath(dirname(target));
    const last = {
      at: startedAt,
      folder: target,
      bytes: manifest.files.reduce((sum, { size }) => sum + size, 0),
    };
    // The backup is good, whether its note finds room or not.
    await noteBackup(settings.dataDir, last).catch(() => undefined);
    return last;
  } catch (fault) {
    await rm(draft, { recursive: true, force: true });
    throw fault;
  }
}

/**
 * @throws Error of one line unless `target` is missing, or an empty folder on the
 * disk of the folder that it is in
 */
async function assertFree(target: string): Promise<void> {
  const found = await lstat(target).catch(() => null);
  if (found === null) return;
  const names = found.isDirectory() ? await readdir(target) : null;
  if (names === null || names.length > 0)
    throw new Error(`${target} is there already: name a new folder, for example ${join(target, today())}`);
  if (found.dev !== (await stat(dirname(target))).dev)
    throw new Error(
      `${target} is a disk of its own: name a new folder on it, for example ${join(target, today())}`,
    );
}

const today = (): string => new Date().toISOString().slice(0, 10);

function assertInstalled({ dataDir, databaseUrl }: Settings): void {
  const needed = databaseUrl === null ? [DATA_FILES.sqlite, DATA_FILES.secret] : [DATA_FILES.secret];
  const missing = needed.find((name) => !existsSync(join(dataDir, name)));
  if (missing)
    throw new Error(
      `there is nothing to copy: ${join(dataDir, missing)} is missing; ` +
        'set DATA_DIR to the folder of the service',
    );
}

/** Removes what killed backups have left in this folder. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, , host, pid] = UNFINISHED.exec(name) ?? [];
    if (pid === undefined) continue;
    const path = join(folder, name);
    const isDead = host === HOST && Number(pid) !== process.pid && !PROCESSES.isAlive(Number(pid));
    // Another backup may have removed it meanwhile.
    const found = await stat(path).catch(() => null);
    const isOld = found !== null && Date.now() - found.mtimeMs > DAY_MS;
    if (isDead || isOld) await rm(path, { recursive: true, force: true });
  }
}

async function copied(
  settings: Settings,
  folder: string,
  startedAt: string,
  workers: Pick<Workers, 'run'>,
  options: BackupOptions,
): Promise<Manifest> {
  if (settings.databaseUrl === null) {
    const result = await copy(
      settings,
      folder,
      { database: join(settings.dataDir, DATA_FILES.sqlite) },
      workers,
      options,
    );
    return { product: 'diemcau', format: FORMAT, startedAt, database: 'sqlite', ...result };
  }
  // Before the dump: a material that is removed meanwhile is in the dump, and its file is needed.
  await copy(settings, folder, null, workers, options);
  options.tell?.({ step: 'database', done: 0, of: 0 });
  const { materials, ...counted } = await copyPostgres(settings.databaseUrl, folder, options.signal);
  const { files } = await copy(settings, folder, { materials }, workers, options);
  const path = DATABASE_FILE.postgres;
  const dump = {
    path,
    size: (await stat(join(folder, path))).size,
    sha256: await sha256Of(join(folder, path)),
  };
  await syncPath(join(folder, path));
  return {
    product: 'diemcau',
    format: FORMAT,
    startedAt,
    database: 'postgres',
    ...counted,
    files: [dump, ...files],
  };
}

async function copy(
  { dataDir }: Settings,
  folder: string,
  source: CopyJob['source'],
  workers: Pick<Workers, 'run'>,
  { tell, signal }: BackupOptions,
): Promise<CopyResult> {
  const progress = new SharedArrayBuffer(3 * Float64Array.BYTES_PER_ELEMENT);
  const seen = new Float64Array(progress);
  const looking = setInterval(() => {
    const [step, done, of] = seen as unknown as [number, number, number];
    if (step === COPY_STEPS.indexOf('database'))
      void stat(join(folder, DATABASE_FILE.sqlite)).then(
        ({ size }) => (seen[1] = size),
        () => undefined,
      );
    tell?.({ step: COPY_STEPS[step]!, done, of });
  }, LOOK_MS);
  try {
    return await workers.run(COPY, { source, dataDir, folder, progress }, signal);
  } catch (fault) {
    throw ((fault as Error).cause as Error | undefined) ?? fault;
  } finally {
    clearInterval(looking);
  }
}
