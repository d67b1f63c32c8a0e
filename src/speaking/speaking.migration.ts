import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const ID = { type: 'varchar', length: '36' };
const INSTANT = { type: 'varchar', length: '24' };
const ACTOR = [
  { name: 'actorKind', type: 'varchar', length: '12' },
  { name: 'actorId', ...ID },
];

const requests = (bigint: string): Table =>
  new Table({
    name: 'speak_request',
    columns: [
      { name: 'id', ...ID, isPrimary: true },
      { name: 'arrival', type: bigint },
      { name: 'seq', type: bigint },
      { name: 'place', type: bigint },
      { name: 'conferenceId', ...ID },
      { name: 'siteId', ...ID },
      { name: 'sessionId', ...ID, isNullable: true },
      { name: 'topic', type: 'text' },
      { name: 'speaker', type: 'text', isNullable: true },
      { name: 'state', type: 'varchar', length: '10' },
      { name: 'pinned', type: 'integer' },
      { name: 'calls', type: 'integer' },
      { name: 'declined', type: 'integer' },
      { name: 'at', ...INSTANT },
      { name: 'calledAt', ...INSTANT, isNullable: true },
      { name: 'readyAt', ...INSTANT, isNullable: true },
      { name: 'startedAt', ...INSTANT, isNullable: true },
      { name: 'endedAt', ...INSTANT, isNullable: true },
      ...ACTOR,
    ],
    indices: [
      { name: 'speak_request_in_order', columnNames: ['conferenceId', 'place'] },
      { name: 'speak_request_of_site', columnNames: ['siteId', 'place'] },
    ],
    foreignKeys: [
      {
        name: 'speak_request_site',
        columnNames: ['siteId'],
        referencedTableName: 'site',
        referencedColumnNames: ['id'],
      },
    ],
  });
const steps = (bigint: string): Table =>
  new Table({
    name: 'speak_step',
    columns: [
      { name: 'requestId', ...ID, isPrimary: true },
      { name: 'seq', type: bigint, isPrimary: true },
      { name: 'act', type: 'varchar', length: '10' },
      { name: 'state', type: 'varchar', length: '10' },
      { name: 'at', ...INSTANT },
      ...ACTOR,
    ],
    foreignKeys: [
      {
        name: 'speak_step_request',
        columnNames: ['requestId'],
        referencedTableName: 'speak_request',
        referencedColumnNames: ['id'],
      },
    ],
  });
const gates = (): Table =>
  new Table({
    name: 'speak_gate',
    columns: [
      { name: 'scopeId', ...ID, isPrimary: true },
      { name: 'conferenceId', ...ID },
      { name: 'open', type: 'integer' },
      { name: 'at', ...INSTANT },
      { name: 'accountId', ...ID },
    ],
    indices: [{ name: 'speak_gate_of_conference', columnNames: ['conferenceId'] }],
  });

/** Requests to speak, what happened to each, and whether they are taken. */
export class Speaking1700000000230 implements MigrationInterface {
  name = 'Speaking1700000000230';

  async up(runner: QueryRunner): Promise<void> {
    const bigint = runner.connection.options.type === 'postgres' ? 'bigint' : 'integer';
    for (const table of [requests(bigint), steps(bigint), gates()]) await runner.createTable(table);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('speak_gate');
    await runner.dropTable('speak_step');
    await runner.dropTable('speak_request');
  }
}
