import { chmodSync, constants, copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAskedToStop } from '../../platform/workers/answer.js';
import { fileOf, sync } from './copied-file.js';
import { copyDatabase, verifyDatabase } from './copy-database.js';
import { COPY_STEPS, type CopyJob, type CopyResult, type MaterialFile } from './copy-job.js';
import { takeMaterials, verifyMaterials } from './copy-materials.js';
import { AUDIT_KEY_FILE, type BackupFile, DATABASE_FILE, SECRET_FILE } from './manifest.js';

/**
 * Makes all of a backup but its manifest, in a thread of its own. The order matters: materials first, then
 * the database, then the materials that came between.
 */
export function copyInstallation({ source, dataDir, folder, progress }: CopyJob): CopyResult {
  const seen = new Float64Array(progress);
  const telling =
    (step: (typeof COPY_STEPS)[number]) =>
    (done: number, of: number): void => {
      if (isAskedToStop()) throw new Error('the copy was stopped');
      seen.set([COPY_STEPS.indexOf(step), done, of]);
    };
  takeMaterials(dataDir, folder, telling('materials'));
  if (source === null) return { rows: {}, migrations: [], files: [] };
  let result = { rows: {}, migrations: [] as string[], materials: [] as MaterialFile[] };
  const files: BackupFile[] = [];
  if ('database' in source) {
    const copy = join(folder, DATABASE_FILE.sqlite);
    telling('database')(0, statSync(source.database).size);
    const counted = copyDatabase(source.database, copy);
    chmodSync(copy, 0o600);
    telling('verifying')(0, 0);
    result = verifyDatabase(copy, counted);
    files.push(fileOf(folder, DATABASE_FILE.sqlite));
  } else result.materials = source.materials;
  files.push(...verifyMaterials(dataDir, folder, result.materials, telling('verifying')));
  const secrets = [SECRET_FILE, AUDIT_KEY_FILE].filter((name) => existsSync(join(dataDir, name)));
  for (const name of secrets) {
    copyFileSync(join(dataDir, name), join(folder, name), constants.COPYFILE_EXCL);
    chmodSync(join(folder, name), 0o600);
    files.push(fileOf(folder, name));
  }
  sync(join(folder, 'materials'));
  return { rows: result.rows, migrations: result.migrations, files };
}
