import { readdirSync } from 'node:fs';
import { ONLY_WHOLE } from '../whole-run.mjs';

const FOLDERS = {
  postgres: 'test',
  faults: 'test/faults',
  canaries: 'test/canaries',
  browser: 'test/browser',
};

it.each(Object.entries(FOLDERS))('%s leaves out what there is, and not all', (project, folder) => {
  const names = new Set(
    readdirSync(folder)
      .filter((name) => /\.(e2e|fuzz|canary)-spec\.ts$/.test(name))
      .map((name) => name.split('.')[0]!),
  );
  const left = ONLY_WHOLE[project as keyof typeof FOLDERS];
  expect(left.filter((name) => !names.has(name))).toEqual([]);
  expect(left.length).toBeLessThan(names.size);
});
