import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number, isNullable = false): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});

/** Copies of conferences. One that is being made is hidden until it is whole. */
export class ConferenceCopy1700000000310 implements MigrationInterface {
  name = 'ConferenceCopy1700000000310';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "conference" ADD COLUMN "isCopying" integer NOT NULL DEFAULT 0');
    await runner.createTable(
      new Table({
        name: 'conference_copy',
        columns: [
          { ...text('id', 36), isPrimary: true },
          // A copy that failed leaves no conference: no foreign key.
          text('conferenceId', 36),
          text('sourceId', 36),
          { name: 'wish', type: 'text' },
          text('state', 10),
          { name: 'rows', type: 'integer' },
          text('code', 60, true),
          text('startedAt', 24),
          text('finishedAt', 24, true),
        ],
        indices: [{ name: 'conference_copy_made', columnNames: ['conferenceId'] }],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('conference_copy');
    await runner.query('ALTER TABLE "conference" DROP COLUMN "isCopying"');
  }
}
