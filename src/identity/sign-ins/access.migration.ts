import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string, length: number, isNullable = false) => ({
  name,
  type: 'varchar',
  length: String(length),
  isNullable,
});
const key = { name: 'id', type: 'varchar', length: '36', isPrimary: true };

/** Organizers, everybody's sign-ins, and the link that makes the first organizer. */
export class Access1700000000010 implements MigrationInterface {
  name = 'Access1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'account',
        columns: [
          key,
          text('login', 80),
          text('loginKey', 80),
          text('name', 200),
          text('passwordHash', 200),
          text('createdAt', 24),
          text('updatedAt', 24),
        ],
        indices: [{ name: 'account_login', columnNames: ['loginKey'], isUnique: true }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'sign_in',
        columns: [
          key,
          text('tokenHash', 64),
          text('subjectId', 36),
          { name: 'principal', type: 'text' },
          text('name', 200),
          text('createdAt', 24),
          text('expiresAt', 24),
          text('lastSeenAt', 24, true),
        ],
        indices: [
          { name: 'sign_in_token', columnNames: ['tokenHash'], isUnique: true },
          { name: 'sign_in_subject', columnNames: ['subjectId'] },
          { name: 'sign_in_expiry', columnNames: ['expiresAt'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'set_up_link',
        columns: [
          { name: 'id', type: 'integer', isPrimary: true },
          text('tokenHash', 64),
          text('createdAt', 24),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['set_up_link', 'sign_in', 'account']) await runner.dropTable(table);
  }
}
