import type { SqliteDatabase } from '../../platform/database/node20-sqlite.js';
import { sqliteDriver } from '../../platform/database/sqlite.js';
import type { MaterialFile } from './copy-job.js';

/** Rows by table. */
interface Counted {
  before: Record<string, number>;
  after: Record<string, number>;
  /** Nobody wrote in between. */
  isQuiet: boolean;
}

function countRows(db: SqliteDatabase): Record<string, number> {
  const tables = db
    .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .all() as { name: string }[];
  return Object.fromEntries(
    tables.map(({ name }) => [
      name,
      (db.prepare(`SELECT count(*) AS n FROM "${name}"`).get() as { n: number }).n,
    ]),
  );
}

/**
 * VACUUM INTO reads one moment of the database and holds up no writer. Rows are counted before and after it.
 */
export function copyDatabase(source: string, target: string): Counted {
  const db = new (sqliteDriver())(source, { fileMustExist: true, timeout: 10_000 });
  try {
    db.pragma('synchronous = FULL');
    const version = db.pragma('data_version', { simple: true });
    const before = countRows(db);
    db.prepare('VACUUM INTO ?').run(target);
    const after = countRows(db);
    return { before, after, isQuiet: version === db.pragma('data_version', { simple: true }) };
  } finally {
    db.close();
  }
}

/** Opens the copy by itself and counts. @throws when it is not what the database was */
export function verifyDatabase(
  file: string,
  counted: Counted,
): { rows: Record<string, number>; migrations: string[]; materials: MaterialFile[] } {
  const db = new (sqliteDriver())(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') throw new Error(`the copy of the database is damaged: ${String(integrity)}`);
    const rows = countRows(db);
    const isKept = db.prepare(
      `SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name LIKE '%_no_delete'`,
    );
    for (const [table, count] of Object.entries(rows)) {
      const [least, most] = [counted.before[table] ?? 0, counted.after[table] ?? 0];
      // Where rows are never deleted, there are as many as before at least,
      // and as many as afterwards at most.
      const isBounded = counted.isQuiet || isKept.get(table) !== undefined;
      if (isBounded && (count < least || count > most))
        throw new Error(`the copy has ${count} rows in ${table}, the database had ${least} to ${most}`);
    }
    const migrations = (
      db.prepare('SELECT name FROM migrations ORDER BY timestamp, id').all() as { name: string }[]
    ).map(({ name }) => name);
    const hasMaterials = 'material_version' in rows;
    const materials = hasMaterials
      ? (db.prepare('SELECT "storedAs", "size", "sha256" FROM "material_version"').all() as MaterialFile[])
      : [];
    return { rows, migrations, materials };
  } finally {
    db.close();
  }
}
