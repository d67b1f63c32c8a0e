import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Roles, scopes and invitations. Who was an organizer before is an owner: there was one account, and it did
 * everything. What was not a browser's sign-in is a token, with all scopes.
 */
export class Accounts1700000000320 implements MigrationInterface {
  name = 'Accounts1700000000320';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account" ADD COLUMN "role" varchar(10) NOT NULL DEFAULT 'owner'`);
    await runner.query(`ALTER TABLE "account" ADD COLUMN "scope" text NOT NULL DEFAULT '"all"'`);
    await runner.query('ALTER TABLE "account" ADD COLUMN "disabledAt" varchar(24)');
    await this.letPasswordsBeMissing(runner);
    await runner.query(`CREATE TABLE "account_invitation" (
      "accountId" varchar(36) PRIMARY KEY NOT NULL,
      "tokenHash" varchar(64) NOT NULL,
      "createdAt" varchar(24) NOT NULL,
      "expiresAt" varchar(24) NOT NULL,
      CONSTRAINT "invitation_of_account" FOREIGN KEY ("accountId")
        REFERENCES "account" ("id") ON DELETE CASCADE
    )`);
    await runner.query(
      'CREATE UNIQUE INDEX "account_invitation_token" ON "account_invitation" ("tokenHash")',
    );
    await runner.query('ALTER TABLE "sign_in" ADD COLUMN "scopes" text');
    await runner.query(
      `UPDATE "sign_in" SET "scopes" = '["read","attendance:write","setup:write"]'
        WHERE "name" <> 'browser' AND "subjectId" IN (SELECT "id" FROM "account")`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "sign_in" DROP COLUMN "scopes"');
    await runner.query('DROP TABLE "account_invitation"');
    for (const column of ['disabledAt', 'scope', 'role'])
      await runner.query(`ALTER TABLE "account" DROP COLUMN "${column}"`);
  }

  /** SQLite cannot take a NOT NULL away: the column is made anew. */
  private async letPasswordsBeMissing(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "account" RENAME COLUMN "passwordHash" TO "oldHash"');
    await runner.query('ALTER TABLE "account" ADD COLUMN "passwordHash" varchar(200)');
    await runner.query('UPDATE "account" SET "passwordHash" = "oldHash"');
    await runner.query('ALTER TABLE "account" DROP COLUMN "oldHash"');
  }
}
