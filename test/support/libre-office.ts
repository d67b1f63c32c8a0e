import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of LibreOffice's program, or `null`. */
export function officeOnThisMachine(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, 'soffice')).find((path) => existsSync(path)) ?? null;
}
