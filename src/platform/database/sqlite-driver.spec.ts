import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { asBetterSqlite3, type SqliteDatabase, type SqliteDriver as Driver } from './node20-sqlite.js';
import { sqliteDriver } from './sqlite.js';

/**
 * The one that this Node uses, and the one of Node 20, which runs on every
 * Node. On Node 20 they are the same.
 */
const drivers: [string, Driver][] = [
  ['the driver of this Node', sqliteDriver()],
  ['the driver of Node 20', asBetterSqlite3(createRequire(import.meta.url)('@photostructure/sqlite'))],
];

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diemcau-driver-'));
  file = join(folder, 'a.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const code = (act: () => unknown): unknown => {
  try {
    act();
    return 'no error';
  } catch (fault) {
    return (fault as { code?: string }).code ?? 'another error';
  }
};

describe.each(drivers)('%s', (_name, Database) => {
  const opened = (): SqliteDatabase => {
    const db = new Database(file);
    for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON']) db.pragma(pragma);
    db.exec(
      `CREATE TABLE person (
        id TEXT PRIMARY KEY, email TEXT UNIQUE, name TEXT NOT NULL, age INTEGER CHECK (age > 0))`,
    );
    db.exec('CREATE TABLE mark (id INTEGER PRIMARY KEY, person TEXT REFERENCES person (id))');
    db.exec("INSERT INTO person VALUES ('a', 'a@x', 'Nguyễn Thị Ằ 😀', 20)");
    return db;
  };

  it('binds values by name, as a list and one by one, and says if a statement has rows', () => {
    const db = opened();
    expect(db.prepare('SELECT $1 AS a, $2 AS b, $1 AS c').all({ 1: 'x', 2: 'y', 3: 'unused' })).toEqual([
      { a: 'x', b: 'y', c: 'x' },
    ]);
    expect(db.prepare('SELECT ? AS a, ? AS b').get(['x', null])).toEqual({ a: 'x', b: null });
    expect(db.prepare('SELECT name FROM person WHERE id = ?').pluck().all('a')).toEqual(['Nguyễn Thị Ằ 😀']);
    expect(
      db.prepare("SELECT value->>'$.n' AS n FROM json_each($1)").all({ 1: '[{"n":1795377578463024}]' }),
    ).toEqual([{ n: 1795377578463024 }]);
    const hasRows = [
      'SELECT 1',
      'DELETE FROM mark RETURNING id',
      'DELETE FROM mark',
      'BEGIN',
      'PRAGMA foreign_keys',
    ];
    expect(hasRows.map((sql) => db.prepare(sql).reader)).toEqual([true, true, false, false, true]);
    expect(db.prepare("UPDATE person SET age = 21 WHERE id = 'a'").run().changes).toBe(1);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect(db.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    db.close();
  });

  it('keeps a connection alive while a statement refers to it', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const insert = ((): { run(...values: unknown[]): unknown } =>
      opened().prepare('INSERT INTO mark (person) VALUES (?)'))();
    for (let nth = 0; nth < 5; nth += 1) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(insert.run('a')).toMatchObject({ changes: 1 });
  });

  const BROKEN: [string, string, RegExp][] = [
    [
      'a key that is there',
      "INSERT INTO person VALUES ('a', 'b@x', 'B', 1) RETURNING id",
      /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/,
    ],
    [
      'a unique value that is there',
      "INSERT INTO person VALUES ('b', 'a@x', 'B', 1) RETURNING id",
      /^SQLITE_CONSTRAINT_UNIQUE$/,
    ],
    [
      'a missing reference',
      "INSERT INTO mark VALUES (1, 'nobody') RETURNING id",
      /^SQLITE_CONSTRAINT_FOREIGNKEY$/,
    ],
    [
      'a missing value',
      "INSERT INTO person VALUES ('b', 'b@x', NULL, 1) RETURNING id",
      /^SQLITE_CONSTRAINT_NOTNULL$/,
    ],
    ['a refused value', "INSERT INTO person VALUES ('b', 'b@x', 'B', 0) RETURNING id", /^SQLITE_CONSTRAINT/],
  ];
  it.each(BROKEN)(
    'gives the code of %s, whichever way it is asked, and the transaction goes on',
    (_what, sql, expected) => {
      const db = opened();
      db.exec('BEGIN IMMEDIATE');
      const statement = db.prepare(sql);
      for (const act of [
        () => statement.all(),
        () => statement.get(),
        () => db.prepare(sql.replace(' RETURNING id', '')).run(),
      ]) {
        expect(code(act)).toMatch(expected);
        expect(db.inTransaction).toBe(true);
      }
      db.exec("INSERT INTO mark VALUES (7, 'a')");
      db.exec('COMMIT');
      expect([db.inTransaction, db.prepare('SELECT id FROM mark').all()]).toEqual([false, [{ id: 7 }]]);
      db.close();
    },
  );

  it.each(['all', 'run'] as const)(
    'says that the disk is full through %s(), and writes again when it is not',
    (how) => {
      const db = opened();
      const insert = db.prepare(
        `INSERT INTO person VALUES ($1, $1, $2, 1) ${how === 'all' ? 'RETURNING id' : ''}`,
      );
      const write = (id: string): unknown => insert[how]({ 1: id, 2: 'x'.repeat(3_000) });
      db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 2}`);
      for (let round = 0; round < 3; round += 1) {
        db.exec('BEGIN IMMEDIATE');
        expect(code(() => Array.from({ length: 50 }, (_one, nth) => write(`full-${nth}`)))).toBe(
          'SQLITE_FULL',
        );
        if (db.inTransaction) db.exec('ROLLBACK');
        expect(db.inTransaction).toBe(false);
      }
      db.pragma('max_page_count = 100000');
      db.exec('BEGIN IMMEDIATE');
      write('after');
      db.exec('COMMIT');
      db.close();
      const again = new Database(file);
      expect(again.prepare("SELECT id FROM person WHERE id <> 'a'").all()).toEqual([{ id: 'after' }]);
      again.close();
    },
  );

  it('waits for a lock no longer than its timeout, and then says that the file is busy', () => {
    const db = opened();
    const other = new Database(file, { timeout: 10 });
    db.exec('BEGIN IMMEDIATE');
    expect(code(() => other.exec('BEGIN IMMEDIATE'))).toBe('SQLITE_BUSY');
    expect(other.inTransaction).toBe(false);
    db.exec('COMMIT');
    other.close();
    db.close();
  });

  it('opens only existing files with fileMustExist, and writes nothing with readonly', () => {
    expect(code(() => new Database(file, { fileMustExist: true }))).toBe('SQLITE_CANTOPEN');
    opened().close();
    const reading = new Database(file, { readonly: true });
    expect(code(() => reading.exec('DELETE FROM person'))).toBe('SQLITE_READONLY');
    reading.close();
    expect(code(() => new Database(folder))).toBe('SQLITE_CANTOPEN');
  });

  it('copies the file by VACUUM INTO', () => {
    const db = opened();
    const copy = join(folder, 'copy.sqlite');
    db.prepare('VACUUM INTO ?').run(copy);
    db.close();
    const copied = new Database(copy, { readonly: true });
    expect(copied.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copied.prepare('SELECT name FROM person').pluck().all()).toEqual(['Nguyễn Thị Ằ 😀']);
    copied.close();
  });

  it('holds no lock after a close in the middle of a transaction, even with live statements', () => {
    const db = opened();
    const statement = db.prepare('SELECT * FROM person');
    db.exec("BEGIN EXCLUSIVE; INSERT INTO mark VALUES (1, 'a')");
    db.close();
    const other = new Database(file, { timeout: 0 });
    other.exec('BEGIN EXCLUSIVE');
    expect(other.prepare('SELECT id FROM mark').all()).toEqual([]);
    other.exec('COMMIT');
    other.pragma('wal_checkpoint(TRUNCATE)');
    other.close();
    expect(existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0).toBe(0);
    expect([db.open, code(() => statement.all()), code(() => db.prepare('SELECT 1'))]).not.toContain(
      'no error',
    );
  });
});

it('each driver continues the other’s file, in the middle of its log too', () => {
  const [first, second] = drivers.map(([, Database]) => Database) as [Driver, Driver];
  const one = new first(file);
  one.pragma('journal_mode = WAL');
  one.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)');
  for (let round = 0; round < 4; round += 1) {
    const Database = round % 2 ? first : second;
    const db = new Database(file);
    db.prepare('INSERT INTO t (text) VALUES (?)').run(`vòng ${round}`);
    db.close();
  }
  expect(one.prepare('SELECT text FROM t ORDER BY id').pluck().all()).toEqual([
    'vòng 0',
    'vòng 1',
    'vòng 2',
    'vòng 3',
  ]);
  expect(one.prepare('PRAGMA integrity_check').pluck().all()).toEqual(['ok']);
  one.close();
});
