/**
 * Takes from installed packages what this machine and this Node never open: the SQLite of other versions of
 * Node, compiled modules of other systems, and sources in C. `node build/prune-packages.mjs node_modules`.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  process.stderr.write('usage: node build/prune-packages.mjs NODE_MODULES\n');
  process.exit(2);
}
const remove = (...path) => rmSync(join(folder, ...path), { recursive: true, force: true });
/** As `src/platform/database/sqlite.ts` chooses. */
const isNew = Number(process.versions.napi) >= 10;
if (isNew) remove('@photostructure');
else remove('better-sqlite3-napi');
remove('node-addon-api');

for (const name of ['better-sqlite3-napi', '@photostructure/sqlite'].filter((one) =>
  existsSync(join(folder, one)),
)) {
  for (const part of ['deps', 'src', 'scripts']) remove(name, part);
  const own = `${process.platform}-${process.arch}`;
  for (const built of readdirSync(join(folder, name, 'prebuilds')))
    if (built.split('.')[0] !== own) remove(name, 'prebuilds', built);
}
