/** What SQL says differently on the two databases. Without a library: threads read it too. */
export type Dialect = 'sqlite' | 'postgres';

/**
 * A JSON array of texts in parameter `$n` as a table with the one column `value`: `FROM ${listed(dialect, 1)}
 * CROSS JOIN t WHERE t."id" = l.value`.
 */
export function listed(dialect: Dialect, parameter: number): string {
  return dialect === 'postgres'
    ? `jsonb_array_elements_text($${parameter}::jsonb) AS l(value)`
    : `json_each($${parameter}) AS l`;
}
