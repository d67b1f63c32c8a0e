import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const PRIVATE = { mode: 0o700 };

/**
 * Makes a folder and those above it, one by one. Node's own `recursive` tries for ever where the file system
 * answers ENOENT for a new folder, as `/proc` does.
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path, PRIVATE).catch(async (fault: unknown) => {
    if (!(await isFolder(path))) throw fault;
  });
}

/** For constructors and threads. */
export function makeFolderSync(path: string): void {
  if (isFolderSync(path)) return;
  if (dirname(path) !== path) makeFolderSync(dirname(path));
  try {
    mkdirSync(path, PRIVATE);
  } catch (fault) {
    if (!isFolderSync(path)) throw fault;
  }
}

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() ?? false;

function isFolderSync(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
