import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

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
const none = { isNullable: true };

/** Sites, the devices paired with them, and the codes that pair. */
export class Sites1700000000030 implements MigrationInterface {
  name = 'Sites1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(SITE);
    await runner.createTable(DEVICE);
    await runner.createTable(PAIRING);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['pairing', 'device', 'site']) await runner.dropTable(table);
  }
}

const SITE = new Table({
  name: 'site',
  columns: [
    id('id', { isPrimary: true }),
    id('conferenceId'),
    text('code', 40),
    text('codeKey', 80),
    text('name', 200),
    text('level', 20),
    id('parentId', none),
    { name: 'expected', type: 'integer', ...none },
    text('address', 300, none),
    text('contactName', 200, none),
    text('contactPhone', 40, none),
    text('createdAt', 24),
    text('updatedAt', 24),
  ],
  indices: [
    { name: 'site_code', columnNames: ['conferenceId', 'codeKey'], isUnique: true },
    { name: 'site_parent', columnNames: ['parentId'] },
  ],
  foreignKeys: [
    {
      name: 'site_conference',
      columnNames: ['conferenceId'],
      referencedTableName: 'conference',
      referencedColumnNames: ['id'],
    },
    {
      name: 'site_parent_site',
      columnNames: ['parentId'],
      referencedTableName: 'site',
      referencedColumnNames: ['id'],
    },
  ],
});

const DEVICE = new Table({
  name: 'device',
  columns: [
    id('id', { isPrimary: true }),
    id('conferenceId'),
    id('siteId'),
    text('name', 80),
    text('pairedAt', 24),
    text('revokedAt', 24, none),
  ],
  indices: [{ name: 'device_site', columnNames: ['siteId'] }],
  foreignKeys: [
    {
      name: 'device_of_site',
      columnNames: ['siteId'],
      referencedTableName: 'site',
      referencedColumnNames: ['id'],
    },
  ],
});

const PAIRING = new Table({
  name: 'pairing',
  columns: [
    id('id', { isPrimary: true }),
    id('conferenceId'),
    id('siteId'),
    text('codeHash', 64),
    text('createdAt', 24),
    text('expiresAt', 24),
    text('usedAt', 24, none),
  ],
  indices: [
    { name: 'pairing_code', columnNames: ['codeHash'], isUnique: true },
    { name: 'pairing_site', columnNames: ['siteId'] },
  ],
  foreignKeys: [
    {
      name: 'pairing_of_site',
      columnNames: ['siteId'],
      referencedTableName: 'site',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
