import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  ...more,
});
const key = { isPrimary: true };

/** What became of each site's presence and signal, row by row: for the day as it was. */
export class SiteHistory1700000000280 implements MigrationInterface {
  name = 'SiteHistory1700000000280';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      history('presence_change', [
        text('siteId', 36, key),
        text('at', 24, key),
        text('state', 10, key),
        text('since', 24),
        text('conferenceId', 36),
      ]),
    );
    await runner.createTable(
      history('site_signal_change', [
        text('siteId', 36, key),
        text('at', 24, key),
        text('picture', 4),
        text('sound', 4),
        { name: 'headcount', type: 'integer', isNullable: true },
        text('conferenceId', 36),
      ]),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('site_signal_change');
    await runner.dropTable('presence_change');
  }
}

/** The key finds a site's rows in order of time, the index a conference's. */
const history = (name: string, columns: TableColumnOptions[]): Table =>
  new Table({
    name,
    columns,
    indices: [{ name: `${name}_of_conference`, columnNames: ['conferenceId', 'at'] }],
    foreignKeys: [
      {
        name: `${name}_site`,
        columnNames: ['siteId'],
        referencedTableName: 'site',
        referencedColumnNames: ['id'],
        onDelete: 'CASCADE',
      },
    ],
  });
