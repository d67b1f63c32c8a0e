import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A code of ours may replace an office's own; the office's next file still names the person by it. */
export class OfficeCode1700000000150 implements MigrationInterface {
  name = 'OfficeCode1700000000150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "participant" ADD COLUMN "officeCodeKey" varchar(80)`);
    await runner.query(
      `CREATE INDEX "participant_office_code" ON "participant" ("officeCodeKey")
       WHERE "officeCodeKey" IS NOT NULL`,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX "participant_office_code"`);
    await runner.query(`ALTER TABLE "participant" DROP COLUMN "officeCodeKey"`);
  }
}
