import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofEntries = (number: string): string[] => [
  '"headcount" integer',
  '"note" varchar(500)',
  '"amendment" varchar(500)',
  `"clockOffset" ${number}`,
];

/** Adds confirmations, reasons for later changes, and clock offsets. */
export class Confirmation1700000000100 implements MigrationInterface {
  name = 'Confirmation1700000000100';

  async up(runner: QueryRunner): Promise<void> {
    const number = runner.connection.options.type === 'postgres' ? 'bigint' : 'integer';
    for (const column of ofEntries(number))
      await runner.query(`ALTER TABLE "attendance_entry" ADD COLUMN ${column}`);
    await runner.query(
      `CREATE TABLE "attendance_confirmation" (
        "siteId" varchar(36) NOT NULL, "checkpointId" varchar(36) NOT NULL,
        "seq" ${number} NOT NULL, "entrySeq" ${number}, "said" text NOT NULL,
        PRIMARY KEY ("siteId", "checkpointId"))${number === 'integer' ? ' WITHOUT ROWID' : ''}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE "attendance_confirmation"');
    for (const column of ['headcount', 'note', 'amendment', 'clockOffset'])
      await runner.query(`ALTER TABLE "attendance_entry" DROP COLUMN "${column}"`);
  }
}
