import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});
const id = (name: string): TableColumnOptions => ({ ...text(name, 36), isPrimary: true });
const toSite = (name: string) => ({
  name,
  columnNames: ['siteId'],
  referencedTableName: 'site',
  referencedColumnNames: ['id'],
});

const results = (seq: TableColumnOptions): Table =>
  new Table({
    name: 'readiness_result',
    columns: [
      id('id'),
      seq,
      text('conferenceId', 36),
      text('siteId', 36),
      text('kind', 10),
      text('outcome', 10),
      { name: 'items', type: 'text' },
      text('at', 24),
      text('receivedAt', 24),
      text('by', 200),
      text('deviceId', 36, true),
      text('deviceName', 80, true),
      text('accountId', 36, true),
      { name: 'reason', type: 'text', isNullable: true },
    ],
    indices: [{ name: 'readiness_result_of_site', columnNames: ['siteId', 'seq'] }],
    foreignKeys: [toSite('readiness_result_site')],
  });
const decisions = (): Table =>
  new Table({
    name: 'site_readiness',
    columns: [
      id('siteId'),
      text('conferenceId', 36),
      text('resultId', 36),
      text('newestId', 36),
      text('kind', 10),
      text('outcome', 10),
      text('at', 24),
      text('deviceId', 36, true),
    ],
    indices: [{ name: 'site_readiness_of_conference', columnNames: ['conferenceId'] }],
    foreignKeys: [toSite('site_readiness_site')],
  });
const settings = (): Table =>
  new Table({
    name: 'readiness_settings',
    columns: [
      id('conferenceId'),
      { name: 'items', type: 'text' },
      { name: 'limits', type: 'text' },
      { name: 'staleHours', type: 'integer' },
      text('deadline', 24, true),
      text('itemAddedAt', 24, true),
    ],
    foreignKeys: [
      {
        name: 'readiness_settings_conference',
        columnNames: ['conferenceId'],
        referencedTableName: 'conference',
        referencedColumnNames: ['id'],
      },
    ],
  });
const contacts = (seq: TableColumnOptions): Table =>
  new Table({
    name: 'site_contact',
    columns: [
      id('id'),
      seq,
      text('conferenceId', 36),
      text('siteId', 36),
      { name: 'called', type: 'boolean' },
      { name: 'note', type: 'text', isNullable: true },
      text('at', 24),
      text('accountId', 36),
      text('by', 200),
    ],
    indices: [{ name: 'site_contact_of_site', columnNames: ['siteId', 'seq'] }],
    foreignKeys: [toSite('site_contact_site')],
  });

/** Results of readiness tests, what decides of them, what a conference asks for, and who was called. */
export class Readiness1700000000210 implements MigrationInterface {
  name = 'Readiness1700000000210';

  async up(runner: QueryRunner): Promise<void> {
    const seq = { name: 'seq', type: runner.connection.options.type === 'postgres' ? 'bigint' : 'integer' };
    for (const table of [results(seq), decisions(), settings(), contacts(seq)])
      await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['site_contact', 'readiness_settings', 'site_readiness', 'readiness_result'])
      await runner.dropTable(table);
  }
}
