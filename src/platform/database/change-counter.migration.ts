import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** One row: the last number given to a change. */
export class ChangeCounter1700000000000 implements MigrationInterface {
  name = 'ChangeCounter1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'change_counter',
        columns: [
          { name: 'id', type: 'integer', isPrimary: true },
          { name: 'value', type: 'bigint' },
        ],
      }),
    );
    await runner.query('INSERT INTO "change_counter" ("id", "value") VALUES (1, 0)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('change_counter');
  }
}
