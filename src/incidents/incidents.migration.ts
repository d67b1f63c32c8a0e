import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const text = (name: string, length: number, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  ...more,
});
const number = (name: string): TableColumnOptions => ({ name, type: 'integer' });
const none = { isNullable: true };
const key = { isPrimary: true };

/** Incidents by cause, their members, who silenced them, and what to do about each kind. */
export class Incidents1700000000240 implements MigrationInterface {
  name = 'Incidents1700000000240';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [INCIDENT, MEMBER, ACKNOWLEDGEMENT, RUNBOOK]) await runner.createTable(table);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of [RUNBOOK, ACKNOWLEDGEMENT, MEMBER, INCIDENT]) await runner.dropTable(name);
  }
}

const of = (
  table: string,
  column: string,
  referenced: string,
): NonNullable<Table['foreignKeys']>[number] & object =>
  ({
    name: `${table}_${referenced}`,
    columnNames: [column],
    referencedTableName: referenced,
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
  }) as never;

const INCIDENT = new Table({
  name: 'incident',
  columns: [
    text('id', 36, key),
    text('conferenceId', 36),
    text('cause', 10),
    text('siteId', 36, none),
    text('line', 100, none),
    text('openedAt', 24),
    text('reopenedAt', 24, none),
    number('flaps'),
    text('resolvedAt', 24, none),
    text('mergedInto', 36, none),
    number('isEscalated'),
    text('alarmFrom', 24),
    { name: 'note', type: 'text', isNullable: true },
    text('byId', 36, none),
    text('byName', 200, none),
    text('acknowledgedAt', 24, none),
    text('until', 24, none),
    number('sites'),
    number('away'),
  ],
  indices: [{ name: 'incident_of_conference', columnNames: ['conferenceId', 'id'] }],
  foreignKeys: [of('incident', 'conferenceId', 'conference')],
});
const MEMBER = new Table({
  name: 'incident_member',
  columns: [
    text('incidentId', 36, key),
    text('siteId', 36, key),
    text('joinedAt', 24),
    text('backAt', 24, none),
  ],
  indices: [{ name: 'incident_member_of_site', columnNames: ['siteId'] }],
  foreignKeys: [of('incident_member', 'incidentId', 'incident'), of('incident_member', 'siteId', 'site')],
});
const ACKNOWLEDGEMENT = new Table({
  name: 'incident_acknowledgement',
  columns: [
    text('incidentId', 36, key),
    text('at', 24, key),
    { name: 'note', type: 'text' },
    text('byId', 36),
    text('byName', 200),
    text('until', 24, none),
  ],
  foreignKeys: [of('incident_acknowledgement', 'incidentId', 'incident')],
});
const RUNBOOK = new Table({
  name: 'runbook_text',
  columns: [text('conferenceId', 36, key), text('cause', 10, key), { name: 'text', type: 'text' }],
  foreignKeys: [of('runbook_text', 'conferenceId', 'conference')],
});
