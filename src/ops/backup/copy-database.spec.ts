import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteDriver } from '../../platform/database/sqlite.js';
import { copyDatabase, verifyDatabase } from './copy-database.js';

describe('the copy of the database', () => {
  let folder: string;
  let copy: string;
  let counted: ReturnType<typeof copyDatabase>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'diemcau-copy-'));
    const [source, target] = [join(folder, 'source.sqlite'), join(folder, 'copy.sqlite')];
    const db = new (sqliteDriver())(source);
    db.exec(`CREATE TABLE migrations (id INTEGER, timestamp INTEGER, name TEXT);
      INSERT INTO migrations VALUES (2, 20, 'Second'), (1, 10, 'First');
      CREATE TABLE entry (id INTEGER);
      INSERT INTO entry VALUES (1), (2), (3);
      CREATE TABLE state (id INTEGER);
      CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'never'); END`);
    db.close();
    counted = copyDatabase(source, (copy = target));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('says how many rows there were, and which steps made its tables, oldest first', () =>
    expect(verifyDatabase(copy, counted)).toEqual({
      rows: { entry: 3, migrations: 2, state: 0 },
      migrations: ['First', 'Second'],
      materials: [],
    }));

  it.each([
    [
      'fewer rows than before',
      { entry: 4, state: 0, migrations: 2 },
      '3 rows in entry, the database had 4 to 4',
    ],
    [
      'more rows than after',
      { entry: 2, state: 0, migrations: 2 },
      '3 rows in entry, the database had 2 to 2',
    ],
  ])('is refused with %s, where rows are never deleted', (_, rows, message) =>
    expect(() => verifyDatabase(copy, { before: rows, after: rows, isQuiet: false })).toThrow(message),
  );

  it('may differ in a table whose rows come and go, unless nobody wrote meanwhile', () => {
    const rows = { ...counted.before, state: 1 };
    expect(verifyDatabase(copy, { before: rows, after: rows, isQuiet: false }).rows.state).toBe(0);
    expect(() => verifyDatabase(copy, { before: rows, after: rows, isQuiet: true })).toThrow('state');
  });
});
