import type { Stats } from 'node:fs';
import { lchown, lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Gives what root has made in a folder to the account that the folder belongs to: the service, which runs
 * under that account, could not open it.
 * @param names all, unless told
 */
export async function giveToOwner(folder: string, names?: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0) return;
  await give(folder, names ?? (await readdir(folder)), await stat(folder));
}

async function give(folder: string, names: readonly string[], owner: Stats): Promise<void> {
  for (const name of names) {
    const path = join(folder, name);
    const found = await lstat(path);
    // It may lead out of the folder, to files that are nobody's but root's.
    if (found.isSymbolicLink()) continue;
    if (found.uid === 0) await lchown(path, owner.uid, owner.gid);
    if (found.isDirectory()) await give(path, await readdir(path), owner);
  }
}
