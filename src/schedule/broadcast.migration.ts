import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a conference and each of its sessions are watched. */
export class Broadcast1700000000270 implements MigrationInterface {
  name = 'Broadcast1700000000270';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['conference', 'session_item'])
      await runner.query(`ALTER TABLE "${table}" ADD COLUMN "broadcastUrl" varchar(2000)`);
    await runner.query('ALTER TABLE "conference" ADD COLUMN "broadcastPublic" integer NOT NULL DEFAULT 0');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "conference" DROP COLUMN "broadcastPublic"');
    for (const table of ['session_item', 'conference'])
      await runner.query(`ALTER TABLE "${table}" DROP COLUMN "broadcastUrl"`);
  }
}
