import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
});

/** Rights of accounts on parts of the tree. They go with the account, the conference and the site. */
export class Grants1700000000330 implements MigrationInterface {
  name = 'Grants1700000000330';

  async up(runner: QueryRunner): Promise<void> {
    const owner = (column: string, table: string) => ({
      name: `site_grant_${table}`,
      columnNames: [column],
      referencedTableName: table,
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    });
    await runner.createTable(
      new Table({
        name: 'site_grant',
        columns: [
          { ...text('accountId', 36), isPrimary: true },
          { ...text('siteId', 36), isPrimary: true },
          text('conferenceId', 36),
          text('role', 10),
          text('grantedById', 36),
          text('createdAt', 24),
        ],
        foreignKeys: [
          owner('accountId', 'account'),
          owner('siteId', 'site'),
          owner('conferenceId', 'conference'),
        ],
        indices: [
          { name: 'site_grant_of_site', columnNames: ['siteId'] },
          { name: 'site_grant_of_conference', columnNames: ['conferenceId'] },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('site_grant');
  }
}
