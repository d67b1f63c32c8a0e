import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** The tokens of revoked consoles. */
export class RevokedSignIn1700000000111 implements MigrationInterface {
  name = 'RevokedSignIn1700000000111';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'revoked_sign_in',
        columns: [
          { name: 'tokenHash', type: 'varchar', length: '64', isPrimary: true },
          { name: 'principal', type: 'text' },
          { name: 'expiresAt', type: 'varchar', length: '24' },
        ],
        indices: [{ name: 'revoked_sign_in_expiry', columnNames: ['expiresAt'] }],
      }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('revoked_sign_in');
  }
}
