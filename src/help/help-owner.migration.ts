import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Who took a call for help in hand, and the answers that left it open. */
export class HelpOwner1700000000250 implements MigrationInterface {
  name = 'HelpOwner1700000000250';

  async up(runner: QueryRunner): Promise<void> {
    const seqType = runner.connection.options.type === 'postgres' ? 'bigint' : 'integer';
    const ofCall = (name: string) => ({
      name,
      columnNames: ['callId'],
      referencedTableName: 'help_call',
      referencedColumnNames: ['id'],
    });
    await runner.createTable(
      new Table({
        name: 'help_taking',
        columns: [
          { name: 'callId', type: 'varchar', length: '36', isPrimary: true },
          { name: 'seq', type: seqType, isPrimary: true },
          { name: 'at', type: 'varchar', length: '24' },
          { name: 'accountId', type: 'varchar', length: '36' },
          { name: 'name', type: 'varchar', length: '200' },
        ],
        foreignKeys: [ofCall('help_taking_call')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'help_answer',
        columns: [
          { name: 'id', type: 'varchar', length: '36', isPrimary: true },
          { name: 'callId', type: 'varchar', length: '36' },
          { name: 'seq', type: seqType },
          { name: 'text', type: 'text' },
          { name: 'at', type: 'varchar', length: '24' },
          { name: 'accountId', type: 'varchar', length: '36' },
          { name: 'name', type: 'varchar', length: '200' },
        ],
        indices: [{ name: 'help_answer_of_call', columnNames: ['callId', 'seq'] }],
        foreignKeys: [ofCall('help_answer_call')],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('help_answer');
    await runner.dropTable('help_taking');
  }
}
