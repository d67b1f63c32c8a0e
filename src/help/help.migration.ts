import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Calls for help, and how each was closed. */
export class Help1700000000075 implements MigrationInterface {
  name = 'Help1700000000075';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'help_call',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'seq', type: runner.connection.options.type === 'postgres' ? 'bigint' : 'integer' },
          { name: 'conferenceId', type: 'varchar', length: '36' },
          { name: 'siteId', type: 'varchar', length: '36' },
          { name: 'message', type: 'text' },
          { name: 'at', type: 'varchar', length: '24' },
          { name: 'actorKind', type: 'varchar', length: '12' },
          { name: 'actorId', type: 'varchar', length: '36' },
        ],
        indices: [
          { name: 'help_call_of_conference', columnNames: ['conferenceId', 'seq'] },
          { name: 'help_call_of_site', columnNames: ['siteId', 'seq'] },
        ],
        foreignKeys: [
          {
            name: 'help_call_site',
            columnNames: ['siteId'],
            referencedTableName: 'site',
            referencedColumnNames: ['id'],
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'help_closing',
        columns: [
          // At most one closing a call, whatever a writer does.
          { name: 'callId', type: 'varchar', length: '36', isPrimary: true },
          { name: 'state', type: 'varchar', length: '10' },
          { name: 'message', type: 'text', isNullable: true },
          { name: 'at', type: 'varchar', length: '24' },
          { name: 'actorKind', type: 'varchar', length: '12' },
          { name: 'actorId', type: 'varchar', length: '36' },
        ],
        foreignKeys: [
          {
            name: 'help_closing_call',
            columnNames: ['callId'],
            referencedTableName: 'help_call',
            referencedColumnNames: ['id'],
          },
        ],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('help_closing');
    await runner.dropTable('help_call');
  }
}
