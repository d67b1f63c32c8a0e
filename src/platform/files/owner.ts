import { lchown, lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Gives what root has made in a folder to the account that the folder belongs to: the service, which runs
 * under that account, could not open it.
 * @param names all, unless told
 */
export async function giveToOwner(folder: string, names?: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await stat(folder);
  for (const name of names ?? (await readdir(folder, { recursive: true }))) {
    const path = join(folder, name);
    if ((await lstat(path)).uid === 0) await lchown(path, uid, gid);
  }
}
