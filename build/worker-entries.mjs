/** Finds the files that threads run. `bundle.mjs` joins each with what it imports, and so do the tests. */
import { readdirSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

/**
 * The files below these folders whose names end so. Their bundles lie in one folder.
 * @throws when two have one name
 */
export function workerEntries(folders, ending) {
  const found = new Map();
  for (const folder of folders)
    for (const name of readdirSync(folder, { recursive: true })) {
      // What lies in the folder itself is a bundle of a build before.
      if (!name.endsWith(ending) || !name.includes(sep)) continue;
      const [path, taken] = [join(folder, name), found.get(basename(name))];
      if (taken) throw new Error(`two workers have one name: ${taken} and ${path}`);
      found.set(basename(name), path);
    }
  return [...found.values()];
}
