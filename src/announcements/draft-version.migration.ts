import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the draft of an announcement was written last: two people must not write over each other. */
export class DraftVersion1700000000361 implements MigrationInterface {
  name = 'DraftVersion1700000000361';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "announcement" ADD COLUMN "updatedAt" varchar(24) NOT NULL DEFAULT ''`);
    await runner.query('UPDATE "announcement" SET "updatedAt" = "createdAt"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "announcement" DROP COLUMN "updatedAt"');
  }
}
