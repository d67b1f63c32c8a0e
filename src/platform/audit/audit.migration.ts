import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = (number: string): string => `
  "seq" ${number} PRIMARY KEY NOT NULL, "at" varchar(24) NOT NULL,
  "actorKind" varchar(12) NOT NULL, "actorId" varchar(36), "signInId" varchar(36),
  "act" varchar(60) NOT NULL, "objectKind" varchar(40), "objectId" varchar(64), "conferenceId" varchar(36),
  "before" varchar(64), "after" varchar(64), "detail" text, "hash" varchar(64) NOT NULL`;
const FINAL = 'the audit trail is never rewritten';
const FREEZE = {
  sqlite: ['UPDATE', 'DELETE'].map(
    (act) =>
      `CREATE TRIGGER "audit_line_no_${act.toLowerCase()}" BEFORE ${act} ON "audit_line"
       BEGIN SELECT RAISE(ABORT, '${FINAL}'); END`,
  ),
  postgres: [
    `CREATE FUNCTION audit_line_is_final() RETURNS trigger LANGUAGE plpgsql
     AS $$ BEGIN RAISE EXCEPTION '${FINAL}'; END $$`,
    `CREATE TRIGGER "audit_line_frozen" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_line"
     FOR EACH STATEMENT EXECUTE FUNCTION audit_line_is_final()`,
  ],
};

/** The audit trail, and its end: one row, locked by whoever appends. */
export class Audit1700000000340 implements MigrationInterface {
  name = 'Audit1700000000340';

  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === 'postgres';
    const number = isPostgres ? 'bigint' : 'integer';
    for (const statement of [
      `CREATE TABLE "audit_line" (${COLUMNS(number)})`,
      'CREATE INDEX "audit_line_of_actor" ON "audit_line" ("actorId", "seq")',
      'CREATE INDEX "audit_line_of_object" ON "audit_line" ("objectId", "seq")',
      'CREATE INDEX "audit_line_of_act" ON "audit_line" ("act", "seq")',
      `CREATE TABLE "audit_head" ("id" integer PRIMARY KEY NOT NULL, "seq" ${number} NOT NULL,
        "hash" varchar(64) NOT NULL)`,
      `INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, '')`,
      ...(isPostgres ? FREEZE.postgres : FREEZE.sqlite),
    ])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "audit_line"');
    await runner.query('DROP TABLE "audit_head"');
    if (runner.connection.options.type === 'postgres')
      await runner.query('DROP FUNCTION audit_line_is_final()');
  }
}
