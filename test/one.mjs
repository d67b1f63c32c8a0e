/**
 * Runs single test files without a whole build: `npm run test:one -- FILE… [arguments of Jest]`. Where a file
 * lies says which project it belongs to; stories run on SQLite, or on PostgreSQL with `--selectProjects
 * postgres`. What is built is built first only when the files need it and it is older than its sources.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';

const NEED_BUILD = /^test\/(browser|faults|canaries)\//;
/** Imports of the stories that start the built service as a process of its own. */
const BUILT_SERVICE = /\/support\/(child-service|text-fields)\.js'/;

const words = process.argv.slice(2);
const flagsFrom = words.findIndex((word) => word.startsWith('-'));
const names = flagsFrom < 0 ? words : words.slice(0, flagsFrom);
const flags = flagsFrom < 0 ? [] : words.slice(flagsFrom);
const files = names.map((name) => relative('.', resolve(name)).split(sep).join('/'));
if (files.length === 0) fail('name a test file: npm run test:one -- test/help.e2e-spec.ts');
const missing = files.find((file) => !existsSync(file));
if (missing !== undefined) fail(`there is no ${missing}`);

if (files.some((file) => NEED_BUILD.test(file) || BUILT_SERVICE.test(readFileSync(file, 'utf8'))))
  run('build.mjs');
run(
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  ...(flags.includes('--selectProjects') ? [] : ['--ignoreProjects', 'postgres']),
  ...flags,
  '--runInBand',
  '--runTestsByPath',
  ...files,
);

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
