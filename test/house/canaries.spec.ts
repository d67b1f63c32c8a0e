import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Promises whose defect needs another program, another setting or another disk: the spec that
 * holds the canary beside the proof.
 */
const BESIDE: Record<string, string> = {
  R1: 'test/faults/kill.e2e-spec.ts',
  R2: 'test/faults/power-cut.e2e-spec.ts',
  R3: 'test/unit-of-work.e2e-spec.ts',
  R4: 'test/faults/full-database.e2e-spec.ts',
  R5: 'test/faults/console-power-cut.e2e-spec.ts',
  R13: 'test/faults/everyone-returns.e2e-spec.ts',
  R23: 'test/browser/texts-cannot-run.e2e-spec.ts',
};
/** Promises with a row in a table of `test/canaries`. */
const IN_TABLES = [
  'R6',
  'R7',
  'R9',
  'R10',
  'R12',
  'R18',
  'R19',
  'R20',
  'R21',
  'R22',
  'R23',
  'R24',
  'R25',
  'R26',
];

const FOLDER = 'test/canaries';
const tables = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.canary-spec.ts'))
  .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
  .join('\n');

describe('the tests are tested (R34)', () => {
  it.each(IN_TABLES)('%s has a row in a table of canaries', (promise) =>
    expect(tables).toContain(`promise: '${promise}'`),
  );

  it('no row is of a promise that this list does not know', () => {
    const named = new Set([...tables.matchAll(/promise: '(R\d+)'/g)].map(([, promise]) => promise));
    expect([...named].sort()).toEqual([...IN_TABLES].sort());
  });

  it.each(Object.entries(BESIDE))('%s has a test that is its canary, in %s', (_, file) => {
    expect(readFileSync(file, 'utf8')).toMatch(/\b(it|test|story|onTmpfs)\(\s*[`'"][^\n]*canary/);
  });
});
