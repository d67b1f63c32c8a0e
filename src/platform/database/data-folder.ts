import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/config.js';
import { InstanceLock } from './instance-lock.js';
import { PostgresLock } from './postgres-lock.js';

/** Names in DATA_DIR. */
export const DATA_FILES = {
  sqlite: 'diemcau.sqlite',
  materials: 'materials',
  secret: 'secret.key',
  auditKey: 'audit.key',
  /** The end of the audit trail, beside the secrets: access to the database alone does not reach it. */
  auditHead: 'audit-head.json',
  /** What a restore leaves for the trail that it brings back. */
  auditRestored: 'audit-restored.json',
  lastBackup: 'last-backup.json',
  restoring: 'restore-unfinished',
} as const;

/** Holds the data of an installation, folder and database, for one process alone. */
export class DataLock {
  private constructor(private readonly locks: { release(): Promise<void> }[]) {}

  /** @param onLost told once, with a line for a person @throws DataInUse */
  static async acquire(
    { dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>,
    onLost?: (line: string) => void,
  ): Promise<DataLock> {
    const lock = new DataLock([await InstanceLock.acquire(dataDir, onLost)]);
    if (databaseUrl === null) return lock;
    try {
      lock.locks.push(await PostgresLock.acquire(databaseUrl, onLost));
    } catch (fault) {
      await lock.release();
      throw fault;
    }
    return lock;
  }

  async release(): Promise<void> {
    for (const lock of this.locks.splice(0).reverse()) await lock.release();
  }
}

/**
 * @throws Error of one line when a restore has begun and not ended: a start
 * would make a new, empty installation
 */
export function assertNotHalfRestored({ dataDir }: Pick<Config, 'dataDir'>): void {
  if (existsSync(join(dataDir, DATA_FILES.restoring)))
    throw new Error(
      `a restore into ${dataDir} has begun and not ended: run npm run restore again, with the same backup`,
    );
}
