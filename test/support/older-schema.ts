import type { Databases as OpenDatabases } from '../../src/platform/database/databases.js';
import { Databases } from '../../src/platform/database/databases.js';
import { readConfig } from '../../src/platform/config/config.js';
import { schema } from '../../src/schema.js';

/** The newest step of the older version: before deliveries, confirmations, and people who are joined. */
const OLDER = 'Presence1700000000080';
const older = schema.migrations.slice(0, schema.migrations.findIndex(({ name }) => name === OLDER) + 1);
export const newerSteps = schema.migrations.length - older.length;

/** The environment of an installation. */
export interface Place {
  DATA_DIR: string;
  DATABASE_URL?: string;
}

/** Opens the installation with this version, or with a shorter list of steps, and migrates it. */
export function opened(
  place: Place,
  migrations: typeof schema.migrations | typeof older = schema.migrations,
): Promise<OpenDatabases> {
  return new Databases(readConfig({ ...place }), { entities: [], migrations }).open();
}

/** An installation as the older version left it: one site, three people, two of them marked. */
export async function makeOlder(place: Place): Promise<void> {
  const databases = await opened(place, older);
  const ids = Array.from({ length: 9 }, (_, n) => `00000000-0000-7000-8000-00000000000${n}`);
  const [conference, site, checkpoint] = ids as [string, string, string];
  await fill(databases, 'conference', { id: conference, slug: 'ngay', title: 'Tập huấn' });
  await fill(databases, 'site', {
    id: site,
    conferenceId: conference,
    code: 'XDT',
    codeKey: 'xdt',
    name: 'Xã Đồng Tiến',
  });
  await fill(databases, 'checkpoint', { id: checkpoint, conferenceId: conference, name: 'Khai mạc' });
  for (const [n, fullName] of ['Nguyễn Văn An', 'Đỗ Đức Cường', 'Thân Thị Bình'].entries())
    await fill(databases, 'participant', {
      id: ids[3 + n]!,
      conferenceId: conference,
      siteId: site,
      code: `D${n}`,
      codeKey: `d${n}`,
      fullName,
      seq: n + 1,
    });
  for (const [n, kind] of ['present', 'absent'].entries()) {
    const about = { siteId: site, checkpointId: checkpoint, participantId: ids[3 + n]! };
    await fill(databases, 'attendance_entry', {
      ...about,
      seq: 4 + n,
      id: ids[6 + n]!,
      kind,
      recordedAt: '2026-11-22T01:00:00.000Z',
      fingerprint: `f${n}`,
    });
    await fill(databases, 'attendance_state', {
      ...about,
      seq: 4 + n,
      state: kind,
      entryId: ids[6 + n]!,
      alsoAt: '[]',
    });
  }
  await databases.writer.query('UPDATE "change_counter" SET "value" = 5');
  await databases.onApplicationShutdown();
}

/** A row with what is said, and with something in every other column that needs it. */
async function fill(
  { writer, dialect }: OpenDatabases,
  table: string,
  given: Record<string, string | number>,
): Promise<void> {
  const listed =
    dialect === 'sqlite'
      ? `SELECT name, type FROM pragma_table_info('${table}') WHERE "notnull" = 1 AND dflt_value IS NULL`
      : `SELECT column_name AS name, data_type AS type FROM information_schema.columns
         WHERE table_name = '${table}' AND is_nullable = 'NO' AND column_default IS NULL`;
  const needed = await writer.query<{ name: string; type: string }[]>(listed);
  const row = {
    ...Object.fromEntries(needed.map(({ name, type }) => [name, /int/i.test(type) ? 0 : ''])),
    ...given,
  };
  const values = Object.values(row).map((value) =>
    typeof value === 'number' ? String(value) : `'${value}'`,
  );
  await writer.query(
    `INSERT INTO "${table}" (${Object.keys(row)
      .map((name) => `"${name}"`)
      .join(', ')}) VALUES (${values.join(', ')})`,
  );
}

/** All that the database holds, tables and rows, whatever the order in which it came there. */
export async function wholeOf({ writer, dialect }: OpenDatabases): Promise<Record<string, unknown>> {
  const isSqlite = dialect === 'sqlite';
  const tables = await writer.query<{ name: string }[]>(
    isSqlite
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
      : `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const shape = await writer.query<unknown[]>(
    isSqlite
      ? `SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`
      : `SELECT table_name, column_name, data_type, is_nullable, collation_name
           FROM information_schema.columns WHERE table_schema = 'public'
         UNION ALL SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public'
         UNION ALL SELECT event_object_table, trigger_name, event_manipulation, '', ''
           FROM information_schema.triggers ORDER BY 1, 2, 3`,
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    const found = await writer.query<Record<string, unknown>[]>(`SELECT * FROM "${name}"`);
    rows[name] = found
      .map(({ id, ...rest }) => JSON.stringify(name === 'migrations' ? rest : { id, ...rest }))
      .sort();
  }
  const broken = isSqlite ? await writer.query<unknown[]>('PRAGMA foreign_key_check') : [];
  return { shape, rows, broken };
}
