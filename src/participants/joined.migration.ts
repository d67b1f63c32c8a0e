import type { MigrationInterface, QueryRunner } from 'typeorm';
import { folded } from '../contract/folded.js';
import { refill } from './refill.js';

/** Walk-ins may turn out to be somebody of a roster, and people are found by their full name. */
export class Joined1700000000120 implements MigrationInterface {
  name = 'Joined1700000000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "participant" ADD COLUMN "joinedTo" varchar(36)`);
    await runner.query(`ALTER TABLE "participant" ADD COLUMN "nameKey" text NOT NULL DEFAULT ''`);
    await refill(runner, 'nameKey', ({ fullName }) => folded(fullName));
    await runner.query(
      `CREATE INDEX "participant_joined" ON "participant" ("joinedTo") WHERE "joinedTo" IS NOT NULL`,
    );
    await runner.query(`CREATE INDEX "participant_full_name" ON "participant" ("conferenceId", "nameKey")`);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['participant_full_name', 'participant_joined'])
      await runner.query(`DROP INDEX "${index}"`);
    for (const column of ['nameKey', 'joinedTo'])
      await runner.query(`ALTER TABLE "participant" DROP COLUMN "${column}"`);
  }
}
