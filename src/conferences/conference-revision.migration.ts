import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A calendar shows the title and address of the conference with each session. */
export class ConferenceRevision1700000000172 implements MigrationInterface {
  name = 'ConferenceRevision1700000000172';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "conference" ADD COLUMN "revision" integer NOT NULL DEFAULT 0');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "conference" DROP COLUMN "revision"');
  }
}
