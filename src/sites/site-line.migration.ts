import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A site may name its carrier or trunk. */
export class SiteLine1700000000241 implements MigrationInterface {
  name = 'SiteLine1700000000241';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "site" ADD COLUMN "line" varchar(100)`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "site" DROP COLUMN "line"`);
  }
}
