import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

const id = (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: '36',
  ...more,
});
const instant = (name: string, more: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: '24',
  ...more,
});
const count = (name: string): TableColumnOptions => ({ name, type: 'integer', default: 0 });
const none = { isNullable: true };

/** Announcements, the sites that each is for, and the reminders. */
export class Announcements1700000000220 implements MigrationInterface {
  name = 'Announcements1700000000220';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(ANNOUNCEMENT);
    await runner.createTable(SITE);
    await runner.createTable(REMINDER);
  }
  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['announcement_reminder', 'announcement_site', 'announcement'])
      await runner.dropTable(table);
  }
}

const ANNOUNCEMENT = new Table({
  name: 'announcement',
  columns: [
    id('id', { isPrimary: true }),
    id('conferenceId'),
    { name: 'text', type: 'text' },
    { name: 'level', type: 'varchar', length: '10' },
    { name: 'asks', type: 'integer' },
    instant('showUntil', none),
    { name: 'addressees', type: 'text' },
    { name: 'status', type: 'varchar', length: '10' },
    instant('createdAt'),
    id('createdBy'),
    instant('sentAt', none),
    instant('endedAt', none),
    id('endedBy', none),
    instant('remindedAt', none),
    id('corrects', none),
    id('correctedBy', none),
    count('addressed'),
    count('counted'),
    count('delivered'),
    count('acknowledged'),
  ],
  indices: [{ name: 'announcement_of_conference', columnNames: ['conferenceId', 'createdAt', 'id'] }],
});

const SITE = new Table({
  name: 'announcement_site',
  columns: [
    id('announcementId', { isPrimary: true }),
    id('siteId', { isPrimary: true }),
    { name: 'hasConsole', type: 'integer' },
    instant('deliveredAt', none),
    instant('acknowledgedAt', none),
    instant('receivedAt', none),
    id('deviceId', none),
  ],
  indices: [{ name: 'announcement_site_of_site', columnNames: ['siteId'] }],
  foreignKeys: [
    {
      name: 'announcement_site_announcement',
      columnNames: ['announcementId'],
      referencedTableName: 'announcement',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
    // An announcement to all must not keep a site that was made by mistake.
    {
      name: 'announcement_site_site',
      columnNames: ['siteId'],
      referencedTableName: 'site',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});

const REMINDER = new Table({
  name: 'announcement_reminder',
  columns: [
    id('id', { isPrimary: true }),
    id('announcementId'),
    instant('at'),
    id('accountId'),
    { name: 'sites', type: 'integer' },
  ],
  indices: [{ name: 'announcement_reminder_of', columnNames: ['announcementId'] }],
  foreignKeys: [
    {
      name: 'announcement_reminder_announcement',
      columnNames: ['announcementId'],
      referencedTableName: 'announcement',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
