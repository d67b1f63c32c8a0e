import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const none = { isNullable: true };
const id = (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: '36',
  ...more,
});
const text = (name: string, length: number, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  ...more,
});
/**
 * On SQLite an INTEGER primary key is the row's own number: the ledger then lies in
 * its order without a further index.
 */
const number = (runner: QueryRunner): string => (isPostgres(runner) ? 'bigint' : 'integer');
const isPostgres = (runner: QueryRunner): boolean => runner.connection.options.type === 'postgres';

/** The ledger, which nothing may change, and what follows from it. */
export class Attendance1700000000070 implements MigrationInterface {
  name = 'Attendance1700000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(ledger(number(runner)));
    await runner.createTable(states(number(runner)));
    for (const statement of isPostgres(runner) ? FREEZE.postgres : FREEZE.sqlite)
      await runner.query(statement);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('attendance_state');
    await runner.dropTable('attendance_entry');
    if (isPostgres(runner)) await runner.query('DROP FUNCTION attendance_entry_is_final()');
  }
}

const ledger = (integer: string): Table =>
  new Table({
    name: 'attendance_entry',
    columns: [
      { name: 'seq', type: integer, isPrimary: true },
      id('id'),
      id('siteId'),
      id('checkpointId'),
      text('kind', 10),
      id('participantId', none),
      text('mode', 10, none),
      text('method', 12),
      text('reason', 500, none),
      id('substituteFor', none),
      id('undoes', none),
      text('recordedAt', 24),
      text('receivedAt', 24),
      id('deviceId', none),
      { name: 'deviceSeq', type: integer, ...none },
      { name: 'offline', type: 'integer' },
      { name: 'late', type: 'integer' },
      text('actorKind', 12),
      id('actorId'),
      text('fingerprint', 22),
    ],
    uniques: [{ name: 'attendance_entry_id', columnNames: ['id'] }],
    indices: [
      // People of one checkpoint lie together, and a site's people with them: a roll touches few pages.
      { name: 'attendance_entry_of_person', columnNames: ['checkpointId', 'participantId'] },
      { name: 'attendance_entry_at_site', columnNames: ['siteId', 'seq'] },
      { name: 'attendance_entry_undoes', columnNames: ['undoes'], where: '"undoes" IS NOT NULL' },
    ],
    // Checkpoints and participants are never deleted, and were looked up in the same transaction: a key would
    // look again, a fifth of the insert.
    foreignKeys: [
      {
        name: 'attendance_entry_site',
        columnNames: ['siteId'],
        referencedTableName: 'site',
        referencedColumnNames: ['id'],
      },
    ],
  });

const states = (integer: string): Table =>
  new Table({
    name: 'attendance_state',
    columns: [
      id('checkpointId', { isPrimary: true }),
      id('participantId', { isPrimary: true }),
      { name: 'seq', type: integer },
      text('state', 10),
      id('siteId', none),
      { name: 'alsoAt', type: 'text' },
      text('because', 20),
      id('entryId', none),
      text('reason', 500, none),
      id('substituteFor', none),
      text('recordedAt', 24, none),
    ],
    withoutRowid: true,
  });

const FREEZE = {
  sqlite: ['UPDATE', 'DELETE'].map(
    (act) =>
      `CREATE TRIGGER "attendance_entry_no_${act.toLowerCase()}" BEFORE ${act} ON "attendance_entry"
       BEGIN SELECT RAISE(ABORT, 'the ledger is never rewritten'); END`,
  ),
  postgres: [
    `CREATE FUNCTION attendance_entry_is_final() RETURNS trigger LANGUAGE plpgsql
     AS $$ BEGIN RAISE EXCEPTION 'the ledger is never rewritten'; END $$`,
    `CREATE TRIGGER "attendance_entry_frozen" BEFORE UPDATE OR DELETE OR TRUNCATE ON "attendance_entry"
     FOR EACH STATEMENT EXECUTE FUNCTION attendance_entry_is_final()`,
  ],
};
