import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

export class Presence1700000000080 implements MigrationInterface {
  name = 'Presence1700000000080';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'site_presence',
        columns: [
          { name: 'siteId', type: 'varchar', length: '36', isPrimary: true },
          { name: 'state', type: 'varchar', length: '10' },
          { name: 'since', type: 'varchar', length: '24' },
        ],
        foreignKeys: [
          {
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
    await runner.dropTable('site_presence');
  }
}
