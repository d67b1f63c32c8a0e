import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['attendance_state', 'attendance_confirmation'];

/** Names the column that lists the `seq` of entries after what it holds. It was `said`. */
export class EntrySeqs1700000000200 implements MigrationInterface {
  name = 'EntrySeqs1700000000200';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`ALTER TABLE "${table}" RENAME COLUMN "said" TO "entrySeqs"`);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`ALTER TABLE "${table}" RENAME COLUMN "entrySeqs" TO "said"`);
  }
}
