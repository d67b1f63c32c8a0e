import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes out of the ledger's rows what is true of all entries of a request, and the two indexes that every
 * check-in had to write: a site's entries are found by its deliveries, a person's by their state. Entries
 * stored before become deliveries of one.
 */
export class AttendanceDelivery1700000000090 implements MigrationInterface {
  name = 'AttendanceDelivery1700000000090';

  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.connection.options.type === 'postgres';
    for (const statement of [
      ...tables(isPostgres ? 'bigint' : 'integer'),
      ...copies(isPostgres),
      ...SWAP,
      ...(isPostgres ? FREEZE.postgres : FREEZE.sqlite),
    ])
      await runner.query(statement);
  }

  /** @throws always: going back is done with the backup made before the upgrade */
  down(): Promise<void> {
    return Promise.reject(new Error('AttendanceDelivery cannot be undone: restore the backup made before'));
  }
}

/**
 * On SQLite an INTEGER primary key is the row's own number: the ledger then lies in
 * its order without a further index.
 */
const tables = (number: string): string[] => [
  `CREATE TABLE "attendance_delivery" (
    "seq" ${number} PRIMARY KEY NOT NULL, "lastSeq" ${number} NOT NULL,
    "siteId" varchar(36) NOT NULL CONSTRAINT "attendance_delivery_site" REFERENCES "site" ("id"),
    "checkpointId" varchar(36) NOT NULL, "receivedAt" varchar(24) NOT NULL, "late" integer NOT NULL,
    "deviceId" varchar(36), "actorKind" varchar(12) NOT NULL, "actorId" varchar(36) NOT NULL)`,
  `CREATE INDEX "attendance_delivery_at_site" ON "attendance_delivery" ("siteId", "checkpointId", "seq")`,
  // Deliveries, checkpoints and participants are never deleted, and are of the same transaction or were
  // looked up in it: a key would look again.
  `CREATE TABLE "new_entry" (
    "seq" ${number} PRIMARY KEY NOT NULL, "deliverySeq" ${number} NOT NULL, "id" varchar(36) NOT NULL,
    "kind" varchar(10) NOT NULL, "participantId" varchar(36), "mode" varchar(10),
    "method" varchar(12) NOT NULL, "reason" varchar(500), "substituteFor" varchar(36), "undoes" varchar(36),
    "recordedAt" varchar(24) NOT NULL, "deviceSeq" ${number}, "offline" integer NOT NULL,
    "fingerprint" varchar(22) NOT NULL)`,
  `CREATE TABLE "new_state" (
    "checkpointId" varchar(36) NOT NULL, "participantId" varchar(36) NOT NULL, "seq" ${number} NOT NULL,
    "state" varchar(10) NOT NULL, "siteId" varchar(36), "alsoAt" text NOT NULL,
    "because" varchar(20) NOT NULL, "entrySeq" ${number}, "said" text NOT NULL,
    PRIMARY KEY ("checkpointId", "participantId"))${number === 'integer' ? ' WITHOUT ROWID' : ''}`,
];

const copies = (isPostgres: boolean): string[] => [
  `INSERT INTO "attendance_delivery"
    SELECT "seq", "seq", "siteId", "checkpointId", "receivedAt", "late", "deviceId", "actorKind", "actorId"
    FROM "attendance_entry"`,
  `INSERT INTO "new_entry"
    SELECT "seq", "seq", "id", "kind", "participantId", "mode", "method", "reason", "substituteFor", "undoes",
      "recordedAt", "deviceSeq", "offline", "fingerprint"
    FROM "attendance_entry"`,
  `INSERT INTO "new_state"
    SELECT s."checkpointId", s."participantId", s."seq", s."state", s."siteId", s."alsoAt", s."because",
    (SELECT e."seq" FROM "attendance_entry" e WHERE e."id" = s."entryId"),
    (SELECT ${isPostgres ? `COALESCE(json_agg(e."seq")::text, '[]')` : `json_group_array(e."seq")`}
      FROM "attendance_entry" e
      WHERE e."checkpointId" = s."checkpointId" AND e."participantId" = s."participantId"
        AND e."kind" <> 'undo')
    FROM "attendance_state" s`,
];

const SWAP = [
  'DROP TABLE "attendance_state"',
  'DROP TABLE "attendance_entry"',
  'ALTER TABLE "new_entry" RENAME TO "attendance_entry"',
  'ALTER TABLE "new_state" RENAME TO "attendance_state"',
  'CREATE UNIQUE INDEX "attendance_entry_id" ON "attendance_entry" ("id")',
  'CREATE INDEX "attendance_entry_undoes" ON "attendance_entry" ("undoes") WHERE "undoes" IS NOT NULL',
];

const FINAL = ['attendance_delivery', 'attendance_entry'];
const FREEZE = {
  sqlite: FINAL.flatMap((table) =>
    ['UPDATE', 'DELETE'].map(
      (act) =>
        `CREATE TRIGGER "${table}_no_${act.toLowerCase()}" BEFORE ${act} ON "${table}"
         BEGIN SELECT RAISE(ABORT, 'the ledger is never rewritten'); END`,
    ),
  ),
  // The function is there since the first ledger.
  postgres: FINAL.map(
    (table) =>
      `CREATE TRIGGER "${table}_frozen" BEFORE UPDATE OR DELETE OR TRUNCATE ON "${table}"
       FOR EACH STATEMENT EXECUTE FUNCTION attendance_entry_is_final()`,
  ),
};
