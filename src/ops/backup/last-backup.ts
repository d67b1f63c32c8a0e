import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DATA_FILES } from '../../platform/database/data-folder.js';
import { giveToOwner } from '../../platform/files/owner.js';

/** The last good backup of an installation, as it stands in DATA_DIR. */
export interface LastBackup {
  /** When its copying began. */
  at: string;
  folder: string;
  bytes: number;
}

export async function noteBackup(dataDir: string, last: LastBackup): Promise<void> {
  const path = join(dataDir, DATA_FILES.lastBackup);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(last)}\n`, { mode: 0o600, flush: true });
  await giveToOwner(dataDir, [basename(draft)]);
  await rename(draft, path);
}

/** `null` if none was ever made. */
export async function lastBackup(dataDir: string): Promise<LastBackup | null> {
  try {
    const last = JSON.parse(await readFile(join(dataDir, DATA_FILES.lastBackup), 'utf8')) as LastBackup;
    return Number.isNaN(Date.parse(last.at)) ? null : last;
  } catch {
    return null;
  }
}
