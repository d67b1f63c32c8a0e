import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import type { BackupFile } from './manifest.js';

/**
 * A hard link, which takes no room: no content of a material is ever changed. A
 * copy where the disk is another one.
 */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EEXIST') throw fault;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    chmodSync(to, 0o600);
  }
}

/** The file as the manifest names it, after its content is on the disk. */
export function fileOf(folder: string, name: string): BackupFile {
  const hash = createHash('sha256');
  const handle = openSync(join(folder, name), 'r');
  const chunk = Buffer.alloc(1024 * 1024);
  let size = 0;
  try {
    for (let read = 0; (read = readSync(handle, chunk, 0, chunk.length, null)) > 0; size += read)
      hash.update(chunk.subarray(0, read));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return { path: name, size, sha256: hash.digest('hex') };
}

/** Makes a folder's list of names survive a power cut. */
export function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
