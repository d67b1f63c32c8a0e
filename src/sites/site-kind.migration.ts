import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A node of the tree may be a group of sites. */
export class SiteKind1700000000180 implements MigrationInterface {
  name = 'SiteKind1700000000180';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "site" ADD COLUMN "kind" varchar(10) NOT NULL DEFAULT 'point'`);
  }
  /**
   * Without kinds a group would count as a site that nobody reports from: only
   * a tree without groups goes back.
   */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "site" DROP COLUMN "kind"`);
  }
}
