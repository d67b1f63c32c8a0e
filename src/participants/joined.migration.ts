import type { MigrationInterface, QueryRunner } from 'typeorm';
import { folded } from '../contract/folded.js';

const PAGE = 500;

/** Walk-ins may turn out to be somebody of a roster, and people are found by their full name. */
export class Joined1700000000120 implements MigrationInterface {
  name = 'Joined1700000000120';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "participant" ADD COLUMN "joinedTo" varchar(36)`);
    await runner.query(`ALTER TABLE "participant" ADD COLUMN "nameKey" text NOT NULL DEFAULT ''`);
    await fillKeys(runner);
    await runner.query(`CREATE INDEX "participant_joined" ON "participant" ("joinedTo") WHERE "joinedTo" IS NOT NULL`);
    await runner.query(`CREATE INDEX "participant_full_name" ON "participant" ("conferenceId", "nameKey")`);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const index of ['participant_full_name', 'participant_joined']) await runner.query(`DROP INDEX "${index}"`);
    for (const column of ['nameKey', 'joinedTo']) await runner.query(`ALTER TABLE "participant" DROP COLUMN "${column}"`);
  }
}

/** Folding is the program's, no database does it alike. */
async function fillKeys(runner: QueryRunner): Promise<void> {
  const [first, second] = runner.connection.options.type === 'postgres' ? ['$1', '$2'] : ['?', '?'];
  for (let after = ''; ; ) {
    const people = (await runner.query(`SELECT "id", "fullName" FROM "participant" WHERE "id" > ${first} ORDER BY "id" LIMIT ${PAGE}`, [after])) as { id: string; fullName: string }[];
    for (const { id, fullName } of people) await runner.query(`UPDATE "participant" SET "nameKey" = ${first} WHERE "id" = ${second}`, [folded(fullName), id]);
    if (people.length < PAGE) return;
    after = people.at(-1)!.id;
  }
}
