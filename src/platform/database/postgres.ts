import type { DataSource, DataSourceOptions } from 'typeorm';

export function postgresPool(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize: 10,
    extra: { statement_timeout: 15_000, lock_timeout: 5_000, application_name: 'diemcau' },
  };
}

/** @throws when the server is set to forget acknowledged commits. */
export async function assertDurable(dataSource: DataSource): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const [row] = (await dataSource.query(`SELECT current_setting('${setting}') AS value`)) as [{ value: string }];
    if (row.value === 'off') throw new Error(`PostgreSQL runs with ${setting}=off and would lose acknowledged check-ins; switch it on`);
  }
}
