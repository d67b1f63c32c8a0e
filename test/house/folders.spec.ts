import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ENDLESS = /\bmkdir(Sync)?\([^;]*\brecursive\b/;
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => join('src', name));

describe('folders of the service', () => {
  it('are found where they are made', () => {
    for (const call of [
      'mkdir(path, { recursive: true })',
      'mkdirSync(\n  path,\n  { mode, recursive: true })',
    ])
      expect(call).toMatch(ENDLESS);
    expect('await mkdir(path, { mode: 0o700 }); await rm(path, { recursive: true })').not.toMatch(ENDLESS);
  });

  it('are made by `makeFolder`, since `recursive` may never end', () =>
    expect(sources.filter((path) => ENDLESS.test(readFileSync(path, 'utf8')))).toEqual([]));
});
