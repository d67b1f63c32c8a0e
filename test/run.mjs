/**
 * The test command: build, checks of the house, then every Jest project. Ends with one line, summed over all
 * of them: `N passed, N failed, N skipped`. `TESTS=all` runs what `whole-run.mjs` leaves out, too. Arguments
 * go to Jest: `npm test -- --selectProjects rules`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** For two cores: a story with a browser waits for a third of its time. */
const WORKERS = 3;

const sum = { passed: 0, failed: 0, skipped: 0 };
const env = {
  ...process.env,
  NODE_OPTIONS: [
    ...(process.env.NODE_OPTIONS ? [process.env.NODE_OPTIONS] : []),
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
  ].join(' '),
  npm_config_loglevel: 'error',
  TESTS: process.env.TESTS ?? (process.argv.length > 2 ? 'all' : 'ci'),
};

function run(command, args) {
  return spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    shell: process.platform === 'win32',
  }).status;
}

function check(name, command, args) {
  const isGood = run(command, args) === 0;
  sum[isGood ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${isGood ? '✓' : '✗'} ${name}\n`);
  return isGood;
}

function finish() {
  process.stdout.write(
    `${sum.passed} passed, ${sum.failed} failed${sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''}\n`,
  );
  process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
}

/** Passed, but not at once: told by name, so that nobody has to look for what fails now and then. */
function nameSecondTries({ testResults }) {
  for (const { name, assertionResults } of testResults)
    for (const { fullName, status, invocations } of assertionResults)
      if (status === 'passed' && invocations > 1)
        process.stdout.write(`! only at the second try: ${basename(name)} › ${fullName}\n`);
}

const jestArguments = process.argv.slice(2);
const isWhole = jestArguments.length === 0;
const isBuilt =
  check('the server builds', 'npm', ['run', '--silent', 'build:server']) &&
  check('the pages build', 'npm', ['run', '--silent', 'build:web']);
if (!isBuilt) finish();
if (isWhole) {
  check('every file is formatted', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']);
  check('types hold, tests and bench included', 'npx', ['tsc', '--noEmit']);
  check('types of the pages hold', 'npx', [
    'svelte-check',
    '--workspace',
    'web',
    '--tsconfig',
    './tsconfig.json',
    '--threshold',
    'error',
    '--output',
    'human',
  ]);
  check('oxlint finds nothing', 'npx', ['oxlint', '--quiet']);
  check('nobody imports against the order', 'npx', [
    'depcruise',
    'src',
    'web/src',
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err',
  ]);
  check('nothing is exported for nobody', 'npx', ['knip']);
}
const folder = mkdtempSync(join(tmpdir(), 'diemcau-jest-'));
try {
  const file = join(folder, 'result.json');
  const status = run(process.execPath, [
    'node_modules/jest/bin/jest.js',
    `--maxWorkers=${WORKERS}`,
    '--json',
    `--outputFile=${file}`,
    '--passWithNoTests=false',
    '--testLocationInResults=false',
    '--reporters=default',
    ...jestArguments,
  ]);
  const result = JSON.parse(readFileSync(file, 'utf8'));
  sum.passed += result.numPassedTests;
  sum.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  sum.skipped += result.numPendingTests;
  if (status !== 0 && sum.failed === 0) sum.failed += 1;
  nameSecondTries(result);
} catch (fault) {
  process.stderr.write(`${fault.message}\n`);
  sum.failed += 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
finish();
