import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolderSync } from '../files/make-folder.js';

const KEY_BYTES = 32;

/**
 * The key in this file, made at the first start and readable by its owner alone.
 * @param lost what comes of another key, for the operator of a damaged one
 */
export function secretIn(path: string, lost: string): Buffer {
  makeFolderSync(dirname(path));
  return read(path, lost) ?? make(path, lost);
}

/** @throws when the file holds anything but a whole key: half a key would quietly be a weak one */
function read(path: string, lost: string): Buffer | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  }
  if (!new RegExp(`^[0-9a-f]{${KEY_BYTES * 2}}$`).test(text))
    throw new Error(
      `${path} is damaged: put it back from a backup. ` +
        `Where it is missing, the start makes a new one, and ${lost}`,
    );
  // A copied or restored file often comes back readable by all.
  chmodSync(path, 0o600);
  return Buffer.from(text, 'hex');
}

/** Whole or not at all, and once, also when two start at the same time or the power goes. */
function make(path: string, lost: string): Buffer {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  } finally {
    unlinkSync(draft);
  }
  return read(path, lost)!;
}
