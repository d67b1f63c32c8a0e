/**
 * Joins the compiled service and the libraries that it loads into one file, in the place of `main.js`: Node
 * then opens one file where it had to find three thousand, which was most of a start. It comes after the
 * compiler, who alone writes the decorators' metadata by which Nest injects, and it neither shortens nor
 * renames: stack traces stay readable.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { external } from './left-outside.mjs';
import { libraryNotices, packageFolders } from './libraries.mjs';
import { workerEntries } from './worker-entries.mjs';

const outDir = resolve(process.argv[2] ?? 'dist/server');

/** The service, the programs beside it, and what their threads run. Each is whole by itself. */
const programs = [
  'main.js',
  'backup.js',
  'restore.js',
  'reset-password.js',
  'demo/main.js',
  'demo/simulate.js',
];
const inputs = [
  ...programs.map((name) => ({ input: join(outDir, name), dir: dirname(join(outDir, name)) })),
  ...workerEntries([outDir], '.worker.js').map((input) => ({ input, dir: outDir })),
];
const joined = new Set();
for (const { input, dir } of inputs) {
  const bundle = await rolldown({ input, platform: 'node', external, onLog: refuseUnresolved });
  const { output } = await bundle.write({
    dir,
    format: 'esm',
    codeSplitting: false,
    sourcemap: true,
    comments: false,
  });
  for (const { modules = {} } of output) for (const file of Object.keys(modules)) joined.add(file);
}
writeFileSync(join(outDir, 'libraries.txt'), libraryNotices(packageFolders([...joined])));

/** Fails on an import that cannot be found: a running service would look for it in vain. */
function refuseUnresolved(level, log, byDefault) {
  if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
  byDefault(level, log);
}
