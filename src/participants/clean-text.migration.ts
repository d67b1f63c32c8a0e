import type { MigrationInterface, QueryRunner } from 'typeorm';
import { oneLine } from '../contract/clean-text.js';
import { folded, givenName } from '../contract/folded.js';
import { normalizedCode } from '../contract/personal-code.js';

type Row = Record<string, string | null> & { id: string };
/** A table whose texts are cleaned, and the keys that follow from them. */
interface Cleaning {
  table: string;
  texts: readonly string[];
  keys: (row: Row) => Record<string, string>;
  /** Unique, in a conference if the table has them: a row whose key another has taken stays as it is. */
  unique: string;
  isOfConference: boolean;
  /** Rows of this number go to the consoles again. */
  numbered?: true;
  where?: string;
}

const PAGE = 500;
const CLEANINGS: readonly Cleaning[] = [
  {
    table: 'account',
    texts: ['login', 'name'],
    keys: ({ login }) => ({ loginKey: login!.toLowerCase() }),
    unique: 'loginKey',
    isOfConference: false,
  },
  {
    table: 'site',
    texts: ['code', 'name', 'address', 'contactName', 'contactPhone'],
    keys: ({ code }) => ({ codeKey: code!.toLowerCase() }),
    unique: 'codeKey',
    isOfConference: true,
  },
  {
    table: 'participant',
    texts: ['code', 'fullName', 'unit', 'position', 'phone', 'email'],
    keys: ({ code, fullName, unit, officeCodeKey }) => ({
      codeKey: normalizedCode(code!),
      nameKey: folded(fullName!),
      nameFolded: folded(
        `${givenName(fullName!)} | ${fullName} ${code} ${normalizedCode(code!)} ` +
          `${unit ?? ''} ${officeCodeKey ?? ''}`,
      ),
    }),
    unique: 'codeKey',
    isOfConference: true,
    numbered: true,
    where: '"removedAt" IS NULL',
  },
];

/**
 * Cleans stored texts, and the keys made of them, of invisible characters that
 * older versions let in.
 */
export class CleanText1700000000165 implements MigrationInterface {
  name = 'CleanText1700000000165';

  async up(runner: QueryRunner): Promise<void> {
    for (const cleaning of CLEANINGS) await new Cleaner(runner, cleaning).run();
  }
  async down(): Promise<void> {
    // A text that was cleaned reads as before.
  }
}

class Cleaner {
  constructor(
    private readonly runner: QueryRunner,
    private readonly cleaning: Cleaning,
  ) {}

  async run(): Promise<void> {
    const { table, where = '1 = 1' } = this.cleaning;
    for (let after = ''; ;) {
      const rows = await this.query<Row>(
        `SELECT * FROM "${table}" WHERE "id" > ? AND ${where} ORDER BY "id" LIMIT ${PAGE}`,
        [after],
      );
      for (const row of rows) await this.clean(row);
      if (rows.length < PAGE) return;
      after = rows.at(-1)!.id;
    }
  }

  private async clean(row: Row): Promise<void> {
    const { table, texts, keys, unique, numbered } = this.cleaning;
    const cleaned = Object.fromEntries(
      texts.map((name) => [name, row[name] ? oneLine(row[name]) : (row[name] ?? null)]),
    );
    const after: Record<string, string | null> = { ...cleaned, ...keys({ ...row, ...cleaned }) };
    const changed = Object.keys(after).filter((name) => after[name] !== row[name]);
    if (changed.length === 0 || (await this.isTaken(row, after[unique]!))) return;
    const [names, values] = [[...changed], changed.map((name) => after[name]!)];
    const seq = numbered ? await this.nextSeq() : null;
    const list = [...names.map((name) => `"${name}" = ?`), ...(seq === null ? [] : ['"seq" = ?'])].join(', ');
    await this.query(`UPDATE "${table}" SET ${list} WHERE "id" = ?`, [
      ...values,
      ...(seq === null ? [] : [seq]),
      row.id,
    ]);
  }

  private async isTaken({ id, conferenceId }: Row, key: string): Promise<boolean> {
    const { table, unique, isOfConference, where = '1 = 1' } = this.cleaning;
    const found = await this.query(
      `SELECT 1 FROM "${table}"
       WHERE "${unique}" = ? AND "id" <> ? AND ${where}
         ${isOfConference ? 'AND "conferenceId" = ?' : ''} LIMIT 1`,
      [key, id, ...(isOfConference ? [conferenceId!] : [])],
    );
    return key === '' || found.length > 0;
  }

  private async nextSeq(): Promise<number> {
    await this.query('UPDATE "change_counter" SET "value" = "value" + 1 WHERE "id" = 1', []);
    const [row] = await this.query<{ value: number | string }>(
      'SELECT "value" FROM "change_counter" WHERE "id" = 1',
      [],
    );
    return Number(row!.value);
  }

  /** `?` in the order of the values, on both databases. */
  private query<T = unknown>(sql: string, values: (string | number | null)[]): Promise<T[]> {
    const isPostgres = this.runner.connection.options.type === 'postgres';
    let at = 0;
    return this.runner.query(isPostgres ? sql.replace(/\?/g, () => `$${(at += 1)}`) : sql, values) as Promise<
      T[]
    >;
  }
}
