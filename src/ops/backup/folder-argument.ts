import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** The one folder that a command's words name, absolute; `null` if they name none, several, or an option. */
export function folderIn(words: string[]): string | null {
  try {
    const { positionals } = parseArgs({ args: words, allowPositionals: true, options: {} });
    return positionals.length === 1 && positionals[0] !== '' ? resolve(positionals[0]!) : null;
  } catch {
    return null;
  }
}
