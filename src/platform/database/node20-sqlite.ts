import type * as NodeSqlite from '@photostructure/sqlite';

type Native = InstanceType<typeof NodeSqlite.DatabaseSync>;
type NativeStatement = InstanceType<typeof NodeSqlite.StatementSync>;
interface Options {
  readonly?: boolean;
  fileMustExist?: boolean;
  /** How long SQLite itself waits for a lock, in ms. */
  timeout?: number;
}
interface Statement {
  readonly reader: boolean;
  all(...values: unknown[]): unknown[];
  get(...values: unknown[]): unknown;
  run(...values: unknown[]): { changes: number; lastInsertRowid: number | bigint };
  /** From now on a row is its first column. */
  pluck(): Statement;
}
/** The part of better-sqlite3's interface that TypeORM and the service use. */
export interface SqliteDatabase {
  readonly open: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): SqliteDatabase;
  /** The rows, or with `simple` the first value of the first row. */
  pragma(text: string, options?: { simple?: boolean }): unknown;
  close(): void;
}
export type SqliteDriver = new (file: string, options?: Options) => SqliteDatabase;

/**
 * Turns a fault of @photostructure/sqlite into better-sqlite3's, which has `code`; leaves others as they are.
 */
function translatedFault(fault: unknown): unknown {
  const { code, errcode, message } = fault as { code?: string; errcode?: number; message: string };
  if (code !== 'ERR_SQLITE_ERROR') return fault;
  // `all()` tells SQLite's message without its number. The messages are fixed in SQLite's source.
  const known: [code: string, number: number, message: string][] = [
    ['SQLITE_CONSTRAINT_FOREIGNKEY', 787, 'FOREIGN KEY constraint failed'],
    ['SQLITE_CONSTRAINT_NOTNULL', 1299, 'NOT NULL constraint failed'],
    ['SQLITE_CONSTRAINT_PRIMARYKEY', 1555, 'UNIQUE constraint failed: '],
    ['SQLITE_CONSTRAINT_UNIQUE', 2067, 'UNIQUE constraint failed'],
    ['SQLITE_CONSTRAINT', 19, 'CHECK constraint failed'],
    ['SQLITE_BUSY', 5, 'database is locked'],
    ['SQLITE_LOCKED', 6, 'database table is locked'],
    ['SQLITE_READONLY', 8, 'attempt to write a readonly database'],
    ['SQLITE_IOERR', 10, 'disk I/O error'],
    ['SQLITE_CORRUPT', 11, 'database disk image is malformed'],
    ['SQLITE_FULL', 13, 'database or disk is full'],
    ['SQLITE_CANTOPEN', 14, 'unable to open database file'],
    ['SQLITE_NOTADB', 26, 'file is not a database'],
  ];
  const exactly = (number: number) => known.find(([, one]) => one === number);
  // A message does not tell a primary key from another unique one: it is read as the latter.
  const byMessage = known.findLast(([, , start]) => message.startsWith(start));
  const found = errcode === undefined ? byMessage : (exactly(errcode) ?? exactly(errcode & 0xff));
  return Object.assign(new Error(message, { cause: fault }), {
    name: 'SqliteError',
    code: found?.[0] ?? 'SQLITE_ERROR',
  });
}

function translating<T>(act: () => T): T {
  try {
    return act();
  } catch (fault) {
    throw translatedFault(fault);
  }
}

/**
 * @param owner kept in memory as long as the statement: the package frees a connection that only
 * statements still name, and crashes
 */
function statementOver(native: NativeStatement, owner: unknown): Statement {
  let isPlucked = false;
  // better-sqlite3 takes the values one by one, as one array, or by name as one object.
  const spread = (values: unknown[]): unknown[] => (Array.isArray(values[0]) ? values[0] : values);
  const valueOf = (row: unknown): unknown => (isPlucked && row ? Object.values(row)[0] : row);
  native.setAllowUnknownNamedParameters(true);
  const statement: Statement & { owner: unknown } = {
    owner,
    reader: native.columns().length > 0,
    all: (...values) =>
      translating(() =>
        isPlucked ? native.all(...spread(values)).map(valueOf) : native.all(...spread(values)),
      ),
    get: (...values) => translating(() => valueOf(native.get(...spread(values)))),
    run: (...values) => translating(() => native.run(...spread(values))),
    pluck: () => {
      isPlucked = true;
      return statement;
    },
  };
  return statement;
}

/**
 * Gives @photostructure/sqlite better-sqlite3's interface, and leaves better-sqlite3 as it is. Node 20 needs
 * it: its Node-API is too old for better-sqlite3 13, see docs/decisions/sqlite-through-better-sqlite3.md.
 * @param loaded either package
 */
export function asBetterSqlite3(loaded: unknown): SqliteDriver {
  if (!('DatabaseSync' in (loaded as object))) return loaded as SqliteDriver;
  const { DatabaseSync } = loaded as typeof NodeSqlite;
  return class implements SqliteDatabase {
    private readonly native: Native;
    constructor(file: string, { readonly = false, fileMustExist = false, timeout = 5_000 }: Options = {}) {
      const opened = (readOnly: boolean): Native =>
        translating(() => new DatabaseSync(file, { readOnly, timeout }));
      // Opened to read alone, a missing file is an error and not made.
      if (fileMustExist && !readonly) opened(true).close();
      this.native = opened(readonly);
    }
    get open(): boolean {
      return this.native.isOpen;
    }
    get inTransaction(): boolean {
      return this.native.isTransaction;
    }
    prepare(sql: string): Statement {
      return translating(() => statementOver(this.native.prepare(sql), this.native));
    }
    exec(sql: string): this {
      translating(() => this.native.exec(sql));
      return this;
    }
    pragma(text: string, { simple = false }: { simple?: boolean } = {}): unknown {
      const rows = this.prepare(`PRAGMA ${text}`).all() as object[];
      return simple ? Object.values(rows[0] ?? {})[0] : rows;
    }
    /**
     * Statements that nobody has collected yet keep the file open, so what the
     * connection holds is given back first.
     */
    close(): void {
      if (!this.native.isOpen) return;
      if (this.native.isTransaction) translating(() => this.native.exec('ROLLBACK'));
      translating(() => this.native.close());
    }
  };
}
