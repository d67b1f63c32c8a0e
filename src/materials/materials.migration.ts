import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

export class Materials1700000000060 implements MigrationInterface {
  name = 'Materials1700000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(material);
    await runner.createTable(version);
    await runner.createTable(download);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['material_download', 'material_version', 'material']) await runner.dropTable(table);
  }
}

const ofMaterial = {
  columnNames: ['materialId'],
  referencedTableName: 'material',
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
};

const material = new Table({
  name: 'material',
  columns: [
    { name: 'id', type: 'varchar', length: '36', isPrimary: true },
    { name: 'conferenceId', type: 'varchar', length: '36' },
    { name: 'sessionId', type: 'varchar', length: '36', isNullable: true },
    { name: 'title', type: 'varchar', length: '300' },
    { name: 'audience', type: 'varchar', length: '20' },
    { name: 'releaseAt', type: 'varchar', length: '24', isNullable: true },
    { name: 'version', type: 'integer' },
    { name: 'announced', type: 'integer' },
    { name: 'createdAt', type: 'varchar', length: '24' },
    { name: 'updatedAt', type: 'varchar', length: '24' },
  ],
  foreignKeys: [
    {
      columnNames: ['conferenceId'],
      referencedTableName: 'conference',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
    {
      columnNames: ['sessionId'],
      referencedTableName: 'session_item',
      referencedColumnNames: ['id'],
      onDelete: 'SET NULL',
    },
  ],
  indices: [
    { name: 'material_of_conference', columnNames: ['conferenceId', 'id'] },
    { name: 'material_of_session', columnNames: ['sessionId'] },
    { name: 'material_to_announce', columnNames: ['releaseAt'], where: '"announced" = 0' },
  ],
});

const version = new Table({
  name: 'material_version',
  columns: [
    { name: 'materialId', type: 'varchar', length: '36', isPrimary: true },
    { name: 'version', type: 'integer', isPrimary: true },
    { name: 'fileName', type: 'varchar', length: '255' },
    { name: 'mediaType', type: 'varchar', length: '120' },
    { name: 'size', type: 'integer' },
    { name: 'sha256', type: 'varchar', length: '64' },
    { name: 'storedAs', type: 'varchar', length: '36' },
    { name: 'createdAt', type: 'varchar', length: '24' },
  ],
  foreignKeys: [ofMaterial],
});

const download = new Table({
  name: 'material_download',
  columns: [
    { name: 'id', type: 'varchar', length: '36', isPrimary: true },
    { name: 'materialId', type: 'varchar', length: '36' },
    { name: 'version', type: 'integer' },
    { name: 'siteId', type: 'varchar', length: '36', isNullable: true },
    { name: 'kind', type: 'varchar', length: '20' },
    { name: 'at', type: 'varchar', length: '24' },
  ],
  foreignKeys: [ofMaterial],
  indices: [{ name: 'material_download_by_site', columnNames: ['materialId', 'siteId'] }],
});
