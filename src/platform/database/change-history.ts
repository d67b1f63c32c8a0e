import type { Queryable } from './reader.js';

/** More changes than anybody makes between a backup and the end of the installation that it was made of. */
const JUMP = 10_000_000;

/**
 * Makes a restored database number its changes from far above. A reader who has seen numbers that
 * came after the backup would otherwise be told only of what is new above them, and miss what the
 * restored history says below. The number at which the histories part is kept: rows of
 * `change_counter` beside the counter (`id` 1).
 */
export const PART_FROM_LOST_HISTORY: readonly string[] = [
  `INSERT INTO "change_counter" ("id", "value")
   SELECT MAX("id") + 1, MAX(CASE WHEN "id" = 1 THEN "value" END) FROM "change_counter"`,
  `UPDATE "change_counter" SET "value" = "value" + ${JUMP} WHERE "id" = 1`,
];

/** Whether a reader has seen `seq` in a history that a restore has ended: then only everything is right. */
export async function isOfLostHistory(source: Queryable, seq: number): Promise<boolean> {
  const rows = await source.query(
    `SELECT 1 FROM "change_counter" WHERE "id" > 1 AND $1 > "value" AND $1 <= "value" + ${JUMP}`,
    [seq],
  );
  return rows.length > 0;
}
