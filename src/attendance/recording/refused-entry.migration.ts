import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});

/** Entries that were refused, for an organizer to decide about. */
export class RefusedEntry1700000000110 implements MigrationInterface {
  name = 'RefusedEntry1700000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'refused_entry',
        columns: [
          { ...text('id', 36), isPrimary: true },
          { name: 'seq', type: runner.connection.options.type === 'postgres' ? 'bigint' : 'integer' },
          text('entryId', 36),
          text('conferenceId', 36),
          text('siteId', 36),
          text('deviceId', 36, true),
          text('code', 40),
          { name: 'message', type: 'text' },
          { name: 'entry', type: 'text' },
          text('receivedAt', 24),
          text('decision', 10, true),
          text('decidedAt', 24, true),
          text('decidedById', 36, true),
          text('decidedByName', 200, true),
          text('reason', 500, true),
        ],
        indices: [
          { name: 'refused_entry_of_site', columnNames: ['entryId', 'siteId'], isUnique: true },
          { name: 'refused_entry_of_conference', columnNames: ['conferenceId', 'seq'] },
        ],
        foreignKeys: [
          {
            name: 'refused_entry_site',
            columnNames: ['siteId'],
            referencedTableName: 'site',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('refused_entry');
  }
}
