import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian puts what administrators run: not on everybody's PATH. */
const ALSO = ['/usr/sbin', '/usr/local/sbin'];

/** The path of a program that is installed; `null` if it is not. */
export function program(name: string): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...ALSO];
  const paths = folders.map((folder) => join(folder, name));
  return paths.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
