/**
 * Joins the compiled service and the libraries that it loads into one file, in the place of `main.js`: Node
 * then opens one file where it had to find three thousand, which was most of a start. It comes after the
 * compiler, who alone writes the decorators' metadata by which Nest injects, and it neither shortens nor
 * renames: stack traces stay readable.
 */
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const outDir = resolve(process.argv[2] ?? 'dist/server');
const NATIVE = [/^better-sqlite3/, '@photostructure/sqlite', '@node-rs/argon2'];
/** Nest asks for them when it is told to use them. They are not installed. */
const NOT_USED = [/^@nestjs\/(microservices|platform-express)/, '@fastify/view'];

/** The service, and the programs that copy it and bring it back. Each is whole by itself. */
for (const name of ['main.js', 'backup.js', 'restore.js']) {
  const bundle = await rolldown({
    input: join(outDir, name),
    platform: 'node',
    external: [...NATIVE, ...NOT_USED],
  });
  await bundle.write({ dir: outDir, format: 'esm', codeSplitting: false, sourcemap: true, comments: false });
}
