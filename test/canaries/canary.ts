import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A text of a source file, and what stands in its place while the canary lives. */
export interface Patch {
  file: string;
  find: string;
  replace: string;
}
/** A defect, and the test that must notice it. */
export interface Canary {
  /** As `promises.md` numbers them: `R6`. */
  promise: string;
  /** The defect, as the end of the sentence "… when". */
  when: string;
  patches: [Patch, ...Patch[]];
  /** Jest's project. */
  project: 'rules' | 'sqlite' | 'browser' | 'faults';
  spec: string;
  /** The whole names, with those of their `describe` blocks: each must fail. */
  tests: [string, ...string[]];
}

interface JestOutcome {
  numPassedTests: number;
  numRuntimeErrorTestSuites: number;
  testResults: {
    message: string;
    assertionResults: {
      fullName: string;
      status: string;
      failureMessages: string[];
      failureDetails: { matcherResult?: object }[];
    }[];
  }[];
}

/**
 * Failures that are assertions although no matcher made them: a property's (its `expect` is the cause),
 * a promise's that was kept (`rejects`), and those of `test/support`.
 */
const ASSERTED =
  /\[cause\]: Error: expect\(|^Error: (never: |the handshake was accepted|expect\(received\)\.rejects\.)/m;
const ROOT = resolve(import.meta.dirname, '../..');
/** Under its canary a test may wait in vain for this long. */
const PATIENCE_MS = 180_000;
/** Waits are short: under its canary a test would wait in vain. */
const WAIT_MS = 5_000;

/** One test a canary: the named tests fail under it, and each by an assertion of its own. */
export function canaries(rows: Canary[]): void {
  it.each(
    rows.map((row): [string, Canary] => [
      `${row.promise}: “${row.tests.join('”, “')}” fails when ${row.when}`,
      row,
    ]),
  )(
    '%s',
    async (_, row) => {
      for (const { file, find } of row.patches)
        expect([file, (await readFile(join(ROOT, file), 'utf8')).split(find).length - 1]).toEqual([file, 1]);
      const outcome = await run(row);
      const found = outcome.testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .filter(({ status }) => status === 'failed' || status === 'passed');
      // A crash at import is no proof: nothing was asserted.
      expect({
        crashed: outcome.numRuntimeErrorTestSuites,
        text:
          outcome.numRuntimeErrorTestSuites > 0
            ? outcome.testResults.map(({ message }) => message).join('\n')
            : '',
      }).toEqual({ crashed: 0, text: '' });
      expect(found.map(({ fullName, status }) => `${status}: ${fullName}`).sort()).toEqual(
        row.tests.map((test) => `failed: ${test}`).sort(),
      );
      expect(found.map(reasonOf)).toEqual(row.tests.map(() => 'an assertion'));
    },
    PATIENCE_MS * 3,
  );
}

/** An `expect` that fails leaves its `matcherResult`. */
function reasonOf({
  failureMessages,
  failureDetails,
}: JestOutcome['testResults'][0]['assertionResults'][0]): string {
  const text = failureMessages.join('\n');
  return ASSERTED.test(text) || failureDetails.some(({ matcherResult }) => matcherResult !== undefined)
    ? 'an assertion'
    : text.slice(0, 2_000);
}

/** Runs the named tests in a Jest of their own. */
async function run({ project, spec, tests, patches }: Canary): Promise<JestOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'diemcau-canary-'));
  const file = join(folder, 'outcome.json');
  const name = `^(${tests.map((test) => test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`;
  const args = [
    '--config',
    'test/canaries/jest.config.mjs',
    '--selectProjects',
    project,
    '--runInBand',
    '--silent',
    '--json',
    `--outputFile=${file}`,
    `--testTimeout=${PATIENCE_MS}`,
    '--testNamePattern',
    name,
    '--runTestsByPath',
    spec,
  ];
  const env = {
    ...process.env,
    CANARY_PATCHES: JSON.stringify(patches),
    JEST_WORKER_ID: undefined,
    PATIENCE_MS: String(WAIT_MS),
    // A canary's test may be one that CI leaves out.
    TESTS: 'all',
  };
  const child = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      ...args,
    ],
    { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  await once(child, 'close');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JestOutcome;
  } catch {
    throw new Error(`Jest wrote no outcome: ${stderr.slice(-2_000)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
