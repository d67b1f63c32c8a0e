import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});

/** Creates the table of entries that revoked consoles hand in. */
export class Quarantine1700000000112 implements MigrationInterface {
  name = 'Quarantine1700000000112';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'quarantined_entry',
        columns: [
          { ...text('id', 36), isPrimary: true },
          { name: 'seq', type: runner.connection.options.type === 'postgres' ? 'bigint' : 'integer' },
          text('entryId', 36),
          text('conferenceId', 36),
          text('siteId', 36),
          text('deviceId', 36),
          text('fingerprint', 22),
          text('code', 40, true),
          { name: 'message', type: 'text', isNullable: true },
          { name: 'entry', type: 'text' },
          text('receivedAt', 24),
          text('decision', 10, true),
          text('decidedAt', 24, true),
          text('decidedById', 36, true),
          text('decidedByName', 200, true),
          text('reason', 500, true),
        ],
        indices: [
          {
            name: 'quarantined_entry_once',
            columnNames: ['deviceId', 'entryId', 'fingerprint'],
            isUnique: true,
          },
          { name: 'quarantined_entry_of_conference', columnNames: ['conferenceId', 'seq'] },
        ],
        foreignKeys: [
          {
            name: 'quarantined_entry_site',
            columnNames: ['siteId'],
            referencedTableName: 'site',
            referencedColumnNames: ['id'],
          },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('quarantined_entry');
  }
}
