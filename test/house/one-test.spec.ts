import { spawnSync } from 'node:child_process';

const env = { ...process.env, NODE_OPTIONS: '', JEST_WORKER_ID: undefined };
const ended = (...args: string[]): { status: number | null; lines: string[] } => {
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  return { status, lines: stderr.trim().split('\n') };
};

describe('one test', () => {
  it('plain Jest, which lacks a flag, says in one line what to run', () =>
    expect(ended('node_modules/jest/bin/jest.js', 'test/help.e2e-spec.ts')).toEqual({
      status: 1,
      lines: ['Run this instead: npm run test:one -- test/help.e2e-spec.ts'],
    }));

  it.each([
    [[], 'name a test file: npm run test:one -- test/help.e2e-spec.ts'],
    [['test/no-such.e2e-spec.ts'], 'there is no test/no-such.e2e-spec.ts'],
  ])('test:one with %j ends with one line', (files, line) =>
    expect(ended('test/one.mjs', ...files)).toEqual({ status: 1, lines: [line] }),
  );
});
