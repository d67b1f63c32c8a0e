import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody changed a webhook last: two people must not write over each other. */
export class WebhookVersion1700000000372 implements MigrationInterface {
  name = 'WebhookVersion1700000000372';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "webhook" ADD COLUMN "updatedAt" varchar(24) NOT NULL DEFAULT ''`);
    await runner.query('UPDATE "webhook" SET "updatedAt" = "createdAt"');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "webhook" DROP COLUMN "updatedAt"');
  }
}
