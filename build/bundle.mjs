/**
 * Joins the compiled service and the libraries that it loads into one file, in the place of `main.js`: Node
 * then opens one file where it had to find three thousand, which was most of a start. It comes after the
 * compiler, who alone writes the decorators' metadata by which Nest injects, and it neither shortens nor
 * renames: stack traces stay readable.
 */
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { workerEntries } from './worker-entries.mjs';

const outDir = resolve(process.argv[2] ?? 'dist/server');
const NATIVE = [/^better-sqlite3/, '@photostructure/sqlite', '@node-rs/argon2'];
/** Nest asks for them when it is told to use them. They are not installed. */
const NOT_USED = [/^@nestjs\/(microservices|platform-express)/, '@fastify/view'];

/** The service, the programs beside it, and what their threads run. */
const inputs = [
  ...['main.js', 'backup.js', 'restore.js', 'reset-password.js'].map((name) => join(outDir, name)),
  ...workerEntries([outDir], '.worker.js'),
];
/** Each is whole by itself. */
for (const input of inputs) {
  const bundle = await rolldown({
    input,
    platform: 'node',
    external: [...NATIVE, ...NOT_USED],
  });
  await bundle.write({ dir: outDir, format: 'esm', codeSplitting: false, sourcemap: true, comments: false });
}
