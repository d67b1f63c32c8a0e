import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number, isNullable = true): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});

/** Creates the table of issuers and signers of papers. */
export class PaperSettings1700000000190 implements MigrationInterface {
  name = 'PaperSettings1700000000190';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'paper_settings',
        columns: [
          { ...text('conferenceId', 36, false), isPrimary: true },
          text('superiorBody', 300),
          text('issuingBody', 300),
          text('sign', 60),
          text('number', 20),
          text('date', 10),
          text('place', 100),
          text('signForm', 4, false),
          text('signedFor', 200),
          text('signerTitle', 200),
          text('signerName', 200),
          { name: 'recipients', type: 'text' },
        ],
        foreignKeys: [
          {
            name: 'paper_settings_conference',
            columnNames: ['conferenceId'],
            referencedTableName: 'conference',
            referencedColumnNames: ['id'],
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('paper_settings');
  }
}
