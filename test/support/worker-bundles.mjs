/**
 * Before the tests: joins each file that a thread runs with what it imports of ours, since threads neither
 * read TypeScript nor go through Jest. Packages are loaded from where they are. It takes less than half a
 * second.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { workerEntries } from '../../build/worker-entries.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const packages = Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`));

const DAY_MS = 24 * 60 * 60_000;

/** @param change takes the source and the file's name */
export async function bundleWorkers(change = (source) => source) {
  // A folder for each run: others may run beside it, with other sources. Packages are found from there.
  const cache = join(ROOT, 'node_modules/.cache/diemcau');
  mkdirSync(cache, { recursive: true });
  removeOld(cache);
  const folder = mkdtempSync(join(cache, 'workers-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const bundle = await rolldown({
    input: workerEntries([join(ROOT, 'src'), join(ROOT, 'test')], '.worker.ts'),
    platform: 'node',
    external: packages,
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    plugins: [{ name: 'change', transform: { order: 'pre', handler: change } }],
  });
  await bundle.write({ dir: folder, format: 'esm' });
  process.env.WORKER_BUNDLES = pathToFileURL(folder + sep).href;
}

/** Folders of runs that were killed. */
function removeOld(cache) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (name.startsWith('workers-') && age > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
}

export default () => bundleWorkers();
