import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ImportMapping1700000000166 implements MigrationInterface {
  name = 'ImportMapping1700000000166';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "import_mapping" (
        "conferenceId" varchar(36) NOT NULL REFERENCES "conference" ("id") ON DELETE CASCADE,
        "kind" varchar(20) NOT NULL,
        "headings" varchar(64) NOT NULL,
        "mapping" text NOT NULL,
        "updatedAt" varchar(24) NOT NULL,
        PRIMARY KEY ("conferenceId", "kind", "headings")
      )`,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "import_mapping"');
  }
}
