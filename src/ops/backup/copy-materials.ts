import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderSync } from '../../platform/files/make-folder.js';
import { fileOf, linkOrCopy } from './copied-file.js';
import type { MaterialFile } from './copy-job.js';
import type { BackupFile } from './manifest.js';

/** Files that a row may name: a material that is removed meanwhile is in the copy nevertheless. */
export function takeMaterials(
  dataDir: string,
  folder: string,
  tell: (done: number, of: number) => void,
): void {
  const source = join(dataDir, 'materials');
  const target = join(folder, 'materials');
  const names = existsSync(source) ? readdirSync(source).filter((name) => /^[0-9a-f-]{36}$/.test(name)) : [];
  makeFolderSync(target);
  for (const [at, name] of names.entries()) {
    tell(at, names.length);
    try {
      linkOrCopy(join(source, name), join(target, name));
    } catch (fault) {
      if (!['ENOENT', 'EEXIST'].includes((fault as NodeJS.ErrnoException).code ?? '')) throw fault;
    }
  }
}

/** Each file that a row names is there, with the content that the row says; what no row names is left out. */
export function verifyMaterials(
  dataDir: string,
  folder: string,
  materials: readonly MaterialFile[],
  tell: (done: number, of: number) => void,
): BackupFile[] {
  const target = join(folder, 'materials');
  const byFile = new Map(materials.map((one) => [one.storedAs, one]));
  for (const name of readdirSync(target)) if (!byFile.has(name)) rmSync(join(target, name));
  return [...byFile.values()].map((one, at) => {
    tell(at, byFile.size);
    if (!existsSync(join(target, one.storedAs))) {
      const source = join(dataDir, 'materials', one.storedAs);
      if (!existsSync(source))
        throw new Error(
          `the file ${one.storedAs} of a material is missing in ${dataDir}: ` +
            'remove that material, or upload it again',
        );
      linkOrCopy(source, join(target, one.storedAs));
    }
    const file = fileOf(folder, `materials/${one.storedAs}`);
    if (file.size !== one.size || file.sha256 !== one.sha256)
      throw new Error(
        `the file ${one.storedAs} of a material is damaged: remove that material, or upload it again`,
      );
    return file;
  });
}
