import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DATABASE = 'src/platform/database/';
/** They describe a table, or change it; `refill.ts` is what migrations share. */
const OF_THE_SCHEMA = /(\.entity|\.migration|\/refill)\.ts$/;
/** Programs of worker threads and commands, which have no service around them. */
const WITHOUT_A_SERVICE = /^src\/ops\/backup\//;
const DRIVERS = /from '(?:pg|better-sqlite3(?:-napi)?|@photostructure\/sqlite|node:sqlite)'/;

/** What a feature may not do, and where it may be done nevertheless. */
const WAYS_GONE: { name: string; found: (text: string) => boolean; allowed: RegExp | null }[] = [
  {
    name: 'TypeORM itself: operators, managers, runners',
    found: (text) => /from 'typeorm'/.test(text),
    allowed: OF_THE_SCHEMA,
  },
  { name: 'a driver', found: (text) => DRIVERS.test(text), allowed: WITHOUT_A_SERVICE },
  { name: 'the query builder', found: (text) => /\bcreateQueryBuilder\b/.test(text), allowed: null },
  { name: 'save', found: (text) => /\.repo\(\w+\)\s*\.save\(/.test(text), allowed: null },
  { name: 'INSERT as text', found: (text) => /\bINSERT (OR \w+ )?INTO\b/.test(text), allowed: OF_THE_SCHEMA },
  {
    name: 'a prepared statement',
    found: (text) => /\b(tx|transaction)\.prepared\(/.test(text),
    allowed: null,
  },
];

const waysIn = (path: string, text: string): string[] =>
  path.startsWith(DATABASE)
    ? []
    : WAYS_GONE.flatMap(({ name, found, allowed }) =>
        !allowed?.test(path) && found(text) ? [`${path}: ${name}`] : [],
      );

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => join('src', name).replaceAll('\\', '/'));

/** `docs/decisions/ways-to-the-database.md` says which way stays for what. */
describe('features reach the database', () => {
  it('by repositories, SQL and BulkInsert, and by no other way', () => {
    expect(sources.length).toBeGreaterThan(400);
    expect(sources.flatMap((path) => waysIn(path, readFileSync(path, 'utf8')))).toEqual([]);
  });

  it.each([
    ['TypeORM itself: operators, managers, runners', "import { In } from 'typeorm';"],
    ['a driver', "import pg from 'pg';"],
    ['the query builder', "reader.repo(Site).createQueryBuilder('s')"],
    ['save', 'tx\n  .repo(Site)\n  .save(row)'],
    ['INSERT as text', 'tx.query(`INSERT INTO "site" ("id") VALUES ($1)`)'],
    ['a prepared statement', "tx.prepared('SELECT 1')"],
  ])('%s would be found', (name, text) => {
    expect(waysIn('src/sites/sites.service.ts', text)).toEqual([`src/sites/sites.service.ts: ${name}`]);
  });
});
