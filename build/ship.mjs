/**
 * Puts into a new folder what a machine needs to run the built service, beside `node_modules`: the joined
 * files without their source maps, the pages, and what they read. `node build/ship.mjs FOLDER`.
 */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

const [folder] = process.argv.slice(2);
if (!folder || existsSync(folder)) {
  process.stderr.write('usage: node build/ship.mjs FOLDER, which must be new\n');
  process.exit(2);
}
const target = resolve(folder);
const source = resolve(import.meta.dirname, '..');
/** Programs in folders of their own. All other folders hold the features before they were joined. */
const DEMO = ['demo/main.js', 'demo/simulate.js'];
/** What was compiled and is in `main.js` now. */
const JOINED = ['app.module.js', 'data-source.js', 'schema.js', 'start.js'];

function ship(path) {
  const isShipped = (from) => !from.endsWith('.map');
  cpSync(join(source, path), join(target, path), { recursive: true, filter: isShipped });
}

const server = readdirSync(join(source, 'dist/server'), { withFileTypes: true });
for (const entry of server)
  if (entry.isFile() && !JOINED.includes(entry.name)) ship(join('dist/server', entry.name));
for (const name of DEMO) ship(join('dist/server', ...name.split('/')));
ship(`dist${sep}web`);
for (const name of ['LICENSE', 'package.json']) ship(name);
cpSync(join(import.meta.dirname, 'health.mjs'), join(target, 'health.mjs'));
