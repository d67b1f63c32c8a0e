import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Long-lived links for sites. A site has one that lives; a code remembers which link minted it. */
export class Invitations1700000000260 implements MigrationInterface {
  name = 'Invitations1700000000260';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "invitation" (
      "id" varchar(36) PRIMARY KEY NOT NULL,
      "conferenceId" varchar(36) NOT NULL,
      "siteId" varchar(36) NOT NULL,
      "tokenHash" varchar(64) NOT NULL,
      "createdAt" varchar(24) NOT NULL,
      "revokedAt" varchar(24),
      "openedAt" varchar(24),
      "lastOpenedAt" varchar(24),
      "opens" integer NOT NULL DEFAULT 0,
      CONSTRAINT "invitation_of_site" FOREIGN KEY ("siteId") REFERENCES "site" ("id") ON DELETE CASCADE
    )`);
    await runner.query('CREATE UNIQUE INDEX "invitation_token" ON "invitation" ("tokenHash")');
    await runner.query(
      'CREATE UNIQUE INDEX "invitation_living" ON "invitation" ("siteId") WHERE "revokedAt" IS NULL',
    );
    await runner.query('CREATE INDEX "invitation_conference" ON "invitation" ("conferenceId")');
    await runner.query('ALTER TABLE "pairing" ADD COLUMN "invitationId" varchar(36)');
    await runner.query('CREATE INDEX "pairing_invitation" ON "pairing" ("invitationId")');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "pairing_invitation"');
    await runner.query('ALTER TABLE "pairing" DROP COLUMN "invitationId"');
    await runner.query('DROP TABLE "invitation"');
  }
}
