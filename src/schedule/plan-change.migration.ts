import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** What became of the plan of a conference: for the timeline and the minutes. */
export class PlanChange1700000000300 implements MigrationInterface {
  name = 'PlanChange1700000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'plan_change',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'conferenceId', type: 'varchar', length: '36' },
          // The session may be removed: the change stays.
          { name: 'sessionId', type: 'varchar', length: '36' },
          { name: 'change', type: 'varchar', length: '10' },
          { name: 'title', type: 'varchar', length: '300' },
          { name: 'startedFrom', type: 'varchar', length: '24', isNullable: true },
          { name: 'startsAt', type: 'varchar', length: '24', isNullable: true },
          { name: 'at', type: 'varchar', length: '24' },
        ],
        indices: [{ name: 'plan_change_of_conference', columnNames: ['conferenceId', 'at'] }],
        foreignKeys: [
          {
            name: 'plan_change_conference',
            columnNames: ['conferenceId'],
            referencedTableName: 'conference',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('plan_change');
  }
}
