import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id, Instant } from '../../contract/wire.js';
import { syncPath } from '../files/durable.js';
import { makeFolder } from '../files/make-folder.js';

/** It lies in `DATA_DIR`, where a restore leaves it, and in `BACKUP_DIR`. */
export const ERASED_LIST = 'erased.jsonl';

/** Whom a restored database has to erase again. It holds ids alone, and who decided. */
export interface ErasedNote {
  participantId: Id;
  conferenceId: Id;
  keep: string[];
  at: Instant;
  accountId: Id;
}

/** Appends a line of its own, even after one that was cut, and syncs it. */
export async function noteErased(folder: string, note: ErasedNote): Promise<void> {
  await makeFolder(folder);
  const path = join(folder, ERASED_LIST);
  await appendFile(path, `\n${JSON.stringify(note)}\n`, { mode: 0o600 });
  await syncPath(path);
  await syncPath(folder);
}

/** Reads each person once. Lines that are cut are passed over. */
export async function erasedIn(folders: readonly string[]): Promise<ErasedNote[]> {
  const notes = new Map<Id, ErasedNote>();
  for (const folder of folders) {
    const text = await readFile(join(folder, ERASED_LIST), 'utf8').catch(missing);
    for (const line of text.split('\n')) {
      const note = noteIn(line);
      if (note !== null && !notes.has(note.participantId)) notes.set(note.participantId, note);
    }
  }
  return [...notes.values()];
}

function missing(fault: NodeJS.ErrnoException): string {
  if (fault.code === 'ENOENT') return '';
  throw fault;
}

function noteIn(line: string): ErasedNote | null {
  try {
    const note = JSON.parse(line) as Partial<ErasedNote>;
    return typeof note.participantId === 'string' && Array.isArray(note.keep) ? (note as ErasedNote) : null;
  } catch {
    return null;
  }
}

/** Adds what another folder's list has and this one's has not. */
export async function copyErased(from: string, to: string): Promise<void> {
  const known = new Set((await erasedIn([to])).map(({ participantId }) => participantId));
  for (const note of await erasedIn([from])) if (!known.has(note.participantId)) await noteErased(to, note);
}
