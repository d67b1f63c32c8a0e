import type { MigrationInterface, QueryRunner } from 'typeorm';
import { folded } from '../contract/folded.js';
import { normalizedCode } from '../contract/personal-code.js';
import { searchText } from './participants.rules.js';
import { refill } from './refill.js';

/** People are listed by given name, as offices sort. */
export class GivenNameFirst1700000000130 implements MigrationInterface {
  name = 'GivenNameFirst1700000000130';

  async up(runner: QueryRunner): Promise<void> {
    // Other collations of PostgreSQL read over blanks: An would come after Anh.
    if (runner.connection.options.type === 'postgres')
      await runner.query(`ALTER TABLE "participant" ALTER COLUMN "nameFolded" TYPE text COLLATE "C"`);
    await refill(runner, 'nameFolded', searchText);
  }
  async down(runner: QueryRunner): Promise<void> {
    if (runner.connection.options.type === 'postgres')
      await runner.query(`ALTER TABLE "participant" ALTER COLUMN "nameFolded" TYPE text COLLATE "default"`);
    await refill(runner, 'nameFolded', ({ fullName, code, unit }) =>
      folded(`${fullName} ${code} ${normalizedCode(code)} ${unit ?? ''}`),
    );
  }
}
