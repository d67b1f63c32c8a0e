import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COPIED_TABLES, NEVER_COPIED } from '../support/copies.js';

const tables = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.entity.ts'))
  .flatMap((name) => [...readFileSync(join('src', name), 'utf8').matchAll(/@Entity\('(\w+)'\)/g)])
  .map(([, table]) => table!);

describe('each table', () => {
  it('is copied with its conference, or never: whoever adds one decides', () => {
    expect(tables.length).toBeGreaterThan(45);
    expect([...Object.keys(COPIED_TABLES), ...Object.keys(NEVER_COPIED)].sort()).toEqual([...tables].sort());
  });
});
