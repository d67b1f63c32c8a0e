/**
 * Names the libraries that the joined files hold, with their licences: these have to be handed on, and an
 * operator may ask what runs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** From the files that were joined to their packages' folders, nested copies too. */
export function packageFolders(files) {
  const folders = files.flatMap(
    (file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll('\\', '/'))?.[0] ?? [],
  );
  return [...new Set(folders)].sort();
}

/** A line each of name, version and licence; then the licences' texts. */
export function libraryNotices(folders) {
  const found = new Map();
  for (const folder of folders) {
    const {
      name,
      version,
      license = 'see its text',
    } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    found.set(`${name}@${version}`, { license, text: licenceText(folder) });
  }
  const entries = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = entries.map(([name, { license }]) => `${name} ${license}`);
  const texts = entries.flatMap(([name, { text }]) => (text ? [`\n=== ${name}\n\n${text.trim()}`] : []));
  return `${[...lines, ...texts].join('\n')}\n`;
}

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const path = file && join(folder, file);
  return path && existsSync(path) ? readFileSync(path, 'utf8') : null;
}
