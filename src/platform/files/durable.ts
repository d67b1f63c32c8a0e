import { open } from 'node:fs/promises';

/** Makes a file's content, or a folder's list of names, survive a power cut. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch (fault) {
    // Windows cannot do it for folders, and keeps their lists by itself.
    if ((fault as NodeJS.ErrnoException).code !== 'EPERM') throw fault;
  } finally {
    await handle.close();
  }
}
