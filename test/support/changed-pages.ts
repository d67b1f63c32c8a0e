import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webFolder } from './browser.js';

/** A change of the built pages: where (the end of a file's name), what, and its replacement. */
export interface PageChange {
  in: string;
  find: RegExp;
  replace: string;
}

/**
 * The built pages as another build would be, in a new folder. @throws when a text is nowhere: the story
 * would prove nothing
 */
export async function changedPages(...changes: PageChange[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'diemcau-web-'));
  await cp(webFolder(), folder, { recursive: true });
  const files = await readdir(folder, { recursive: true });
  for (const change of changes) {
    const done = await Promise.all(
      files.filter((file) => file.endsWith(change.in)).map((file) => rewrite(join(folder, file), change)),
    );
    if (!done.includes(true)) throw new Error(`no ${change.in} holds ${String(change.find)}`);
  }
  return folder;
}

async function rewrite(path: string, { find, replace }: PageChange): Promise<boolean> {
  const before = await readFile(path, 'utf8');
  const after = before.replace(find, replace);
  await writeFile(path, after);
  return after !== before;
}
