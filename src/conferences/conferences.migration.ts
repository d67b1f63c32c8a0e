import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string, length: number, isNullable = false) => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});
const key = { ...text('id', 36), isPrimary: true };
const ofConference = {
  columnNames: ['conferenceId'],
  referencedTableName: 'conference',
  referencedColumnNames: ['id'],
};

/** Conferences, their checkpoints, and the links for walls. */
export class Conferences1700000000020 implements MigrationInterface {
  name = 'Conferences1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'conference',
        columns: [
          key,
          text('slug', 60),
          text('title', 300),
          text('timezone', 60),
          text('startsOn', 10),
          text('endsOn', 10),
          { name: 'languages', type: 'text' },
          text('status', 10),
          { name: 'simulated', type: 'integer' },
          text('createdAt', 24),
          text('updatedAt', 24),
        ],
        indices: [{ name: 'conference_slug', columnNames: ['slug'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'checkpoint',
        columns: [
          key,
          text('conferenceId', 36),
          text('name', 200),
          text('opensAt', 24, true),
          text('closesAt', 24, true),
          text('sessionId', 36, true),
          text('createdAt', 24),
          text('updatedAt', 24),
        ],
        foreignKeys: [ofConference],
        indices: [{ name: 'checkpoint_conference', columnNames: ['conferenceId'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'viewer',
        columns: [
          key,
          text('conferenceId', 36),
          text('name', 200),
          text('tokenHash', 64),
          text('createdAt', 24),
        ],
        foreignKeys: [ofConference],
        indices: [
          { name: 'viewer_token', columnNames: ['tokenHash'], isUnique: true },
          { name: 'viewer_conference', columnNames: ['conferenceId'] },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['viewer', 'checkpoint', 'conference']) await runner.dropTable(table);
  }
}
