import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts by which people sign in at an OpenID provider. All roles so far were given by hand. */
export class Providers1700000000360 implements MigrationInterface {
  name = 'Providers1700000000360';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "account" ADD COLUMN "roleBy" varchar(10) NOT NULL DEFAULT 'hand'`);
    await runner.query('ALTER TABLE "account" ADD COLUMN "withdrawnAt" varchar(24)');
    await runner.query(`CREATE TABLE "provider_subject" (
      "issuer" varchar(300) NOT NULL,
      "subject" varchar(255) NOT NULL,
      "accountId" varchar(36) NOT NULL,
      "role" varchar(10),
      "scope" text NOT NULL,
      "groupsMissingSince" varchar(24),
      "createdAt" varchar(24) NOT NULL,
      "signedInAt" varchar(24) NOT NULL,
      PRIMARY KEY ("issuer", "subject"),
      CONSTRAINT "subject_of_account" FOREIGN KEY ("accountId")
        REFERENCES "account" ("id") ON DELETE CASCADE
    )`);
    await runner.query('CREATE UNIQUE INDEX "provider_subject_account" ON "provider_subject" ("accountId")');
    await runner.query('ALTER TABLE "sign_in" ADD COLUMN "providerSid" varchar(255)');
    await runner.query(
      `CREATE INDEX "sign_in_provider" ON "sign_in" ("providerSid") WHERE "providerSid" IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "sign_in_provider"');
    await runner.query('ALTER TABLE "sign_in" DROP COLUMN "providerSid"');
    await runner.query('DROP TABLE "provider_subject"');
    for (const column of ['withdrawnAt', 'roleBy'])
      await runner.query(`ALTER TABLE "account" DROP COLUMN "${column}"`);
  }
}
