import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Units that organizers have made one. */
export class UnitMerge1700000000181 implements MigrationInterface {
  name = 'UnitMerge1700000000181';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(TABLE);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('unit_merge');
  }
}

const TABLE = new Table({
  name: 'unit_merge',
  columns: [
    { name: 'id', type: 'varchar', length: '36', isPrimary: true },
    { name: 'conferenceId', type: 'varchar', length: '36' },
    { name: 'name', type: 'varchar', length: '200' },
    { name: 'nameKey', type: 'text' },
    { name: 'intoName', type: 'varchar', length: '200' },
    { name: 'createdAt', type: 'varchar', length: '24' },
  ],
  indices: [{ name: 'unit_merge_name', columnNames: ['conferenceId', 'nameKey'], isUnique: true }],
  foreignKeys: [
    {
      name: 'unit_merge_conference',
      columnNames: ['conferenceId'],
      referencedTableName: 'conference',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
