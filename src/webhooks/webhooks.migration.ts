import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Webhooks, their deliveries, and the last number in the order of each conference. */
export class Webhooks1700000000370 implements MigrationInterface {
  name = 'Webhooks1700000000370';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [webhook, delivery, seq]) await runner.createTable(table);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['webhook_seq', 'webhook_delivery', 'webhook']) await runner.dropTable(table);
  }
}

const id = { type: 'varchar', length: '36' };
const moment = { type: 'varchar', length: '24' };
const webhook = new Table({
  name: 'webhook',
  columns: [
    { name: 'id', ...id, isPrimary: true },
    { name: 'conferenceId', ...id, isNullable: true },
    { name: 'name', type: 'varchar', length: '100' },
    { name: 'url', type: 'varchar', length: '2000' },
    { name: 'events', type: 'text' },
    { name: 'offAt', ...moment, isNullable: true },
    { name: 'offReason', type: 'varchar', length: '10', isNullable: true },
    { name: 'failingSince', ...moment, isNullable: true },
    { name: 'secretNumber', type: 'integer' },
    { name: 'oldSecretUntil', ...moment, isNullable: true },
    { name: 'createdAt', ...moment },
  ],
  indices: [{ name: 'webhook_of_conference', columnNames: ['conferenceId'] }],
  foreignKeys: [
    {
      name: 'webhook_conference',
      columnNames: ['conferenceId'],
      referencedTableName: 'conference',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});

/**
 * It has no foreign key to the conference, against deadlocks: an act that has locked the conference waits at
 * its end for `webhook_seq`, and the holder of that would wait for the conference.
 */
const delivery = new Table({
  name: 'webhook_delivery',
  columns: [
    { name: 'id', ...id, isPrimary: true },
    { name: 'webhookId', ...id },
    { name: 'conferenceId', ...id, isNullable: true },
    { name: 'seq', type: 'integer' },
    { name: 'type', type: 'varchar', length: '30' },
    { name: 'payload', type: 'text' },
    { name: 'state', type: 'varchar', length: '10' },
    { name: 'tries', type: 'integer' },
    { name: 'nextAt', ...moment, isNullable: true },
    { name: 'attempts', type: 'text' },
    { name: 'createdAt', ...moment },
  ],
  indices: [
    { name: 'webhook_delivery_log', columnNames: ['webhookId', 'id'] },
    {
      name: 'webhook_delivery_waiting',
      columnNames: ['webhookId', 'conferenceId', 'seq'],
      where: `"state" = 'waiting'`,
    },
    { name: 'webhook_delivery_of_conference', columnNames: ['conferenceId'] },
    { name: 'webhook_delivery_age', columnNames: ['createdAt'] },
  ],
  foreignKeys: [
    {
      name: 'webhook_delivery_webhook',
      columnNames: ['webhookId'],
      referencedTableName: 'webhook',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});

const seq = new Table({
  name: 'webhook_seq',
  columns: [
    { name: 'conferenceId', ...id, isPrimary: true },
    { name: 'value', type: 'integer' },
  ],
});
