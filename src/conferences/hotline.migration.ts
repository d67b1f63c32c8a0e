import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The hall's telephone for the sites. */
export class Hotline1700000000290 implements MigrationInterface {
  name = 'Hotline1700000000290';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "conference" ADD COLUMN "hotline" varchar(40)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "conference" DROP COLUMN "hotline"');
  }
}
