import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Requests about people's own data, erasures and retention. The triggers of the ledger now let its texts, and
 * nothing else, be emptied during an erasure, and its rows be deleted with their conference.
 */
export class PersonalData1700000000350 implements MigrationInterface {
  name = 'PersonalData1700000000350';

  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === 'postgres';
    for (const statement of [...TABLES, ...(isPostgres ? LEDGER.postgres : LEDGER.sqlite)])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === 'postgres';
    for (const statement of [...(isPostgres ? FROZEN.postgres : FROZEN.sqlite), ...WITHOUT])
      await runner.query(statement);
  }
}

const TABLES = [
  'ALTER TABLE "conference" ADD COLUMN "dataPolicy" text',
  'ALTER TABLE "conference" ADD COLUMN "isRemoved" integer NOT NULL DEFAULT 0',
  'ALTER TABLE "participant" ADD COLUMN "erasedAt" varchar(24)',
  `CREATE TABLE "data_request" (
    "id" varchar(36) PRIMARY KEY NOT NULL, "conferenceId" varchar(36) NOT NULL, "kind" varchar(10) NOT NULL,
    "participantId" varchar(36), "person" varchar(200), "receivedAt" varchar(24) NOT NULL, "note" text,
    "createdAt" varchar(24) NOT NULL, "createdById" varchar(36) NOT NULL, "answeredAt" varchar(24),
    "answeredByName" varchar(200), "extended" text, "outcome" varchar(10), "closedAt" varchar(24),
    "closedByName" varchar(200), "conclusion" text)`,
  `CREATE INDEX "data_request_of_conference" ON "data_request" ("conferenceId", "receivedAt", "id")`,
  `CREATE TABLE "erasure" (
    "participantId" varchar(36) PRIMARY KEY NOT NULL, "conferenceId" varchar(36) NOT NULL,
    "number" integer NOT NULL, "reason" varchar(500) NOT NULL, "kept" text NOT NULL,
    "texts" integer NOT NULL, "at" varchar(24) NOT NULL,
    "accountId" varchar(36) NOT NULL, "byName" varchar(200) NOT NULL, "filesAt" varchar(24))`,
  `CREATE INDEX "erasure_of_conference" ON "erasure" ("conferenceId", "number")`,
  // It has a row only inside the transaction that erases.
  `CREATE TABLE "ledger_opening" ("id" varchar(36) PRIMARY KEY NOT NULL)`,
  `CREATE TABLE "report_signature" (
    "conferenceId" varchar(36) PRIMARY KEY NOT NULL, "at" varchar(24) NOT NULL,
    "accountId" varchar(36) NOT NULL, "byName" varchar(200) NOT NULL)`,
  `CREATE TABLE "retention_run" (
    "id" varchar(36) PRIMARY KEY NOT NULL, "conferenceId" varchar(36) NOT NULL, "kind" varchar(10) NOT NULL,
    "rows" text NOT NULL, "at" varchar(24) NOT NULL, "filesAt" varchar(24))`,
  `CREATE INDEX "retention_run_of_conference" ON "retention_run" ("conferenceId", "at")`,
];
const WITHOUT = [
  'DROP TABLE "retention_run"',
  'DROP TABLE "report_signature"',
  'DROP TABLE "ledger_opening"',
  'DROP TABLE "erasure"',
  'DROP TABLE "data_request"',
  'ALTER TABLE "participant" DROP COLUMN "erasedAt"',
  'ALTER TABLE "conference" DROP COLUMN "isRemoved"',
  'ALTER TABLE "conference" DROP COLUMN "dataPolicy"',
];

const ERASING = `EXISTS (SELECT 1 FROM "ledger_opening")`;
/** What nobody may change in an entry, whatever happens. */
const FACTS = [
  'seq',
  'deliverySeq',
  'id',
  'kind',
  'participantId',
  'mode',
  'method',
  'substituteFor',
  'undoes',
  'recordedAt',
  'deviceSeq',
  'offline',
  'fingerprint',
  'headcount',
  'clockOffset',
];
const removed = (siteId: string): string =>
  `EXISTS (SELECT 1 FROM "site" s JOIN "conference" c ON c."id" = s."conferenceId"
    WHERE s."id" = ${siteId} AND c."isRemoved" = 1)`;
const SITE_OF_ENTRY = `(SELECT d."siteId" FROM "attendance_delivery" d WHERE d."seq" = OLD."deliverySeq")`;
const REFUSED = `SELECT RAISE(ABORT, 'the ledger is never rewritten')`;
const differs = FACTS.map((name) => `NEW."${name}" IS NOT OLD."${name}"`).join(' OR ');

const LEDGER = {
  sqlite: [
    'DROP TRIGGER "attendance_entry_no_update"',
    'DROP TRIGGER "attendance_entry_no_delete"',
    'DROP TRIGGER "attendance_delivery_no_delete"',
    `CREATE TRIGGER "attendance_entry_no_update" BEFORE UPDATE ON "attendance_entry"
     WHEN ${differs} OR NOT ${ERASING} BEGIN ${REFUSED}; END`,
    `CREATE TRIGGER "attendance_entry_no_delete" BEFORE DELETE ON "attendance_entry"
     WHEN NOT ${removed(SITE_OF_ENTRY)} BEGIN ${REFUSED}; END`,
    `CREATE TRIGGER "attendance_delivery_no_delete" BEFORE DELETE ON "attendance_delivery"
     WHEN NOT ${removed('OLD."siteId"')} BEGIN ${REFUSED}; END`,
  ],
  postgres: [
    'DROP TRIGGER "attendance_entry_frozen" ON "attendance_entry"',
    'DROP TRIGGER "attendance_delivery_frozen" ON "attendance_delivery"',
    `CREATE FUNCTION attendance_entry_may_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'UPDATE' AND ${ERASING}
        AND to_jsonb(NEW) - ARRAY['reason', 'note', 'amendment']
          = to_jsonb(OLD) - ARRAY['reason', 'note', 'amendment'] THEN RETURN NEW; END IF;
      IF TG_OP = 'DELETE' AND ${removed(SITE_OF_ENTRY)} THEN RETURN OLD; END IF;
      RAISE EXCEPTION 'the ledger is never rewritten'; END $$`,
    `CREATE FUNCTION attendance_delivery_may_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF TG_OP = 'DELETE' AND ${removed('OLD."siteId"')} THEN RETURN OLD; END IF;
      RAISE EXCEPTION 'the ledger is never rewritten'; END $$`,
    ...['attendance_entry', 'attendance_delivery'].flatMap((table) => [
      `CREATE TRIGGER "${table}_frozen" BEFORE UPDATE OR DELETE ON "${table}"
       FOR EACH ROW EXECUTE FUNCTION ${table}_may_change()`,
      `CREATE TRIGGER "${table}_whole" BEFORE TRUNCATE ON "${table}"
       FOR EACH STATEMENT EXECUTE FUNCTION attendance_entry_is_final()`,
    ]),
  ],
};
const FINAL = ['attendance_entry', 'attendance_delivery'];
const FROZEN = {
  sqlite: [
    ...['attendance_entry_no_update', 'attendance_entry_no_delete', 'attendance_delivery_no_delete'].map(
      (name) => `DROP TRIGGER "${name}"`,
    ),
    ...[
      ['attendance_entry', 'UPDATE'],
      ['attendance_entry', 'DELETE'],
      ['attendance_delivery', 'DELETE'],
    ].map(
      ([table, act]) =>
        `CREATE TRIGGER "${table}_no_${act!.toLowerCase()}" BEFORE ${act} ON "${table}"
         BEGIN ${REFUSED}; END`,
    ),
  ],
  postgres: FINAL.flatMap((table) => [
    `DROP TRIGGER "${table}_frozen" ON "${table}"`,
    `DROP TRIGGER "${table}_whole" ON "${table}"`,
    `DROP FUNCTION ${table}_may_change()`,
    `CREATE TRIGGER "${table}_frozen" BEFORE UPDATE OR DELETE OR TRUNCATE ON "${table}"
     FOR EACH STATEMENT EXECUTE FUNCTION attendance_entry_is_final()`,
  ]),
};
