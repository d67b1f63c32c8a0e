/**
 * Joins the libraries of the service, for Jest, which reads every file of every library anew for each file of
 * tests: that took longer than most stories. What is joined stays in dist/jest until other versions are
 * installed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { external } from '../../build/left-outside.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const DAY_MS = 24 * 60 * 60_000;

/** Each as the service or the stories import it. */
export const JOINED = [
  'reflect-metadata',
  '@nestjs/common',
  '@nestjs/common/constants.js',
  '@nestjs/core',
  '@nestjs/platform-fastify',
  '@nestjs/platform-socket.io',
  '@nestjs/swagger',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
  'rxjs',
  'typeorm',
  'fastify',
  '@fastify/compress',
  '@fastify/cookie',
  '@fastify/multipart',
  'socket.io',
  'socket.io-client',
  'pg',
  'pino',
  'prom-client',
  'rate-limiter-flexible',
  'csv-parse/sync',
  'csv-stringify/sync',
  'fflate',
  'ical-generator',
  'ipaddr.js',
  'jose',
  'openid-client',
  'standardwebhooks',
  'uuid',
];

/** Loaded file by file, and why. */
export const SEPARATE = {
  '@e965/xlsx': 'few stories load it',
  '@e965/xlsx/dist/cpexcel.full.mjs': 'few stories load it',
  '@node-rs/argon2': 'a compiled program',
  docx: 'threads load it, and they do not go through Jest',
  pdfkit: 'reads its fonts from files beside it',
  'write-excel-file/node': 'threads load it, and they do not go through Jest',
};

/** What Jest's `moduleNameMapper` takes. Joins them if what is installed has changed. */
export async function joinedLibraries() {
  const key = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(readFileSync(import.meta.filename))
    .update(process.version)
    .digest('hex')
    .slice(0, 16);
  const folder = join(ROOT, 'dist/jest', `libraries-${key}`);
  if (!existsSync(folder)) await joinInto(folder);
  return Object.fromEntries(
    JOINED.map((name) => [`^${name.replaceAll(/[.]/g, '\\$&')}$`, join(folder, `${fileOf(name)}.mjs`)]),
  );
}

const fileOf = (name) => name.replaceAll(/[@/.]/g, '_');

async function joinInto(folder) {
  removeOthers(folder);
  const entries = new Map();
  for (const name of JOINED) entries.set(`\0${fileOf(name)}.mjs`, await exportsOf(name));
  const bundle = await rolldown({
    input: Object.fromEntries(JOINED.map((name) => [fileOf(name), `\0${fileOf(name)}.mjs`])),
    platform: 'node',
    external,
    logLevel: 'silent',
    cwd: ROOT,
    plugins: [
      {
        name: 'entries',
        resolveId: (id) => (entries.has(id) ? id : undefined),
        load: (id) => entries.get(id),
      },
    ],
  });
  // Another run may make the same beside this one: the first that has it whole wins.
  const making = `${folder}-${process.pid}`;
  await bundle.write({ dir: making, format: 'esm', entryFileNames: '[name].mjs', comments: false });
  try {
    renameSync(making, folder);
  } catch {
    rmSync(making, { recursive: true, force: true });
  }
}

/** Those of what was installed before; what was begun within a day may still be in the making. */
function removeOthers(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  for (const name of readdirSync(dirname(folder))) {
    const path = join(dirname(folder), name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (name.startsWith('libraries-') && Date.now() - mtimeMs > DAY_MS)
      rmSync(path, { recursive: true, force: true });
  }
}

/** A module that exports what Node sees of the library. A CommonJS module has its names from `default`. */
async function exportsOf(name) {
  const all = await import(name);
  const names = Object.keys(all).filter((one) => one !== 'default' && /^[\w$]+$/.test(one));
  const whole = all.default;
  const isWhole =
    whole !== undefined && whole !== null && names.every((one) => Object.is(whole[one], all[one]));
  if (!isWhole)
    return `export * from '${name}';${whole === undefined ? '' : ` export { default } from '${name}';`}`;
  return (
    `import whole from '${name}';\nexport default whole;\n` +
    (names.length > 0 ? `export const { ${names.join(', ')} } = whole;\n` : '')
  );
}
