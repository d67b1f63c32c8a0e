import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

export class Schedule1700000000040 implements MigrationInterface {
  name = 'Schedule1700000000040';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'session_item',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'conferenceId', type: 'varchar', length: '36' },
          { name: 'title', type: 'varchar', length: '300' },
          { name: 'abstract', type: 'text', isNullable: true },
          { name: 'kind', type: 'varchar', length: '20' },
          { name: 'startsAt', type: 'varchar', length: '24' },
          { name: 'endsAt', type: 'varchar', length: '24' },
          { name: 'speakers', type: 'text' },
          { name: 'status', type: 'varchar', length: '20' },
          { name: 'startedAt', type: 'varchar', length: '24', isNullable: true },
          { name: 'endedAt', type: 'varchar', length: '24', isNullable: true },
          { name: 'createdAt', type: 'varchar', length: '24' },
          { name: 'updatedAt', type: 'varchar', length: '24' },
          { name: 'revision', type: 'integer', default: 0 },
        ],
        foreignKeys: [
          {
            columnNames: ['conferenceId'],
            referencedTableName: 'conference',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
        indices: [
          { name: 'session_item_in_order', columnNames: ['conferenceId', 'startsAt'] },
          // At most one session runs in a conference, whatever a writer does.
          {
            name: 'session_item_running',
            columnNames: ['conferenceId'],
            isUnique: true,
            where: `"status" = 'running'`,
          },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('session_item');
  }
}
