import type { QueryRunner } from 'typeorm';

const PAGE = 500;
interface Named {
  id: string;
  fullName: string;
  code: string;
  unit: string | null;
}

/**
 * Sets a column of every participant to what `value` makes of them. Folding is the
 * program's: no database does it alike.
 */
export async function refill(
  runner: QueryRunner,
  column: string,
  value: (person: Named) => string,
): Promise<void> {
  const [first, second] = runner.connection.options.type === 'postgres' ? ['$1', '$2'] : ['?', '?'];
  for (let after = ''; ;) {
    const people = (await runner.query(
      `SELECT "id", "fullName", "code", "unit" FROM "participant" WHERE "id" > ${first} ORDER BY "id"
        LIMIT ${PAGE}`,
      [after],
    )) as Named[];
    for (const person of people)
      await runner.query(`UPDATE "participant" SET "${column}" = ${first} WHERE "id" = ${second}`, [
        value(person),
        person.id,
      ]);
    if (people.length < PAGE) return;
    after = people.at(-1)!.id;
  }
}
