import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  ...more,
});
const none = { isNullable: true };

/** The people of the rosters, and from which rosters they were taken. */
export class Participants1700000000050 implements MigrationInterface {
  name = 'Participants1700000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(PARTICIPANT);
    await runner.createTable(ROSTER_REMOVAL);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['roster_removal', 'participant']) await runner.dropTable(table);
  }
}

const PARTICIPANT = new Table({
  name: 'participant',
  columns: [
    text('id', 36, { isPrimary: true }),
    text('conferenceId', 36),
    text('siteId', 36),
    text('code', 40),
    text('codeKey', 80),
    text('fullName', 200),
    { name: 'nameFolded', type: 'text' },
    text('unit', 200, none),
    text('position', 200, none),
    text('mode', 10),
    text('phone', 40, none),
    text('email', 254, none),
    text('origin', 10),
    { name: 'seq', type: 'bigint' },
    text('removedAt', 24, none),
    text('createdAt', 24),
    text('updatedAt', 24),
  ],
  indices: [
    {
      name: 'participant_code',
      columnNames: ['conferenceId', 'codeKey'],
      isUnique: true,
      where: '"removedAt" IS NULL',
    },
    { name: 'participant_code_anywhere', columnNames: ['codeKey'] },
    { name: 'participant_name', columnNames: ['conferenceId', 'nameFolded', 'id'] },
    { name: 'participant_roster', columnNames: ['siteId', 'seq'] },
  ],
  foreignKeys: [
    {
      name: 'participant_conference',
      columnNames: ['conferenceId'],
      referencedTableName: 'conference',
      referencedColumnNames: ['id'],
    },
    {
      name: 'participant_site',
      columnNames: ['siteId'],
      referencedTableName: 'site',
      referencedColumnNames: ['id'],
    },
  ],
});

const ROSTER_REMOVAL = new Table({
  name: 'roster_removal',
  columns: [
    text('participantId', 36, { isPrimary: true }),
    text('siteId', 36, { isPrimary: true }),
    { name: 'seq', type: 'bigint' },
  ],
  indices: [{ name: 'roster_removal_site', columnNames: ['siteId', 'seq'] }],
  foreignKeys: [
    {
      name: 'roster_removal_participant',
      columnNames: ['participantId'],
      referencedTableName: 'participant',
      referencedColumnNames: ['id'],
    },
    {
      name: 'roster_removal_of_site',
      columnNames: ['siteId'],
      referencedTableName: 'site',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
