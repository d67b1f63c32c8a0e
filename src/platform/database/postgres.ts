import pg from 'pg';
import type { DataSource, DataSourceOptions } from 'typeorm';

/** To wait for a free connection, or for a new one. */
const CONNECT_MS = 10_000;

export function postgresPool(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    // TypeORM would look for the package at run time, where only the joined file is.
    driver: pg,
    url,
    poolSize: 10,
    connectTimeoutMS: CONNECT_MS,
    // What the server would end by itself, the client gives up a little later: a server that
    // hangs or is cut off ends nothing.
    extra: {
      statement_timeout: 15_000,
      lock_timeout: 5_000,
      query_timeout: 16_000,
      keepAlive: true,
      application_name: 'diemcau',
    },
  };
}

/** @throws when the server is set to forget acknowledged commits. */
export async function assertDurable(dataSource: DataSource): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const [row] = (await dataSource.query(`SELECT current_setting('${setting}') AS value`)) as [
      { value: string },
    ];
    if (row.value === 'off')
      throw new Error(
        `PostgreSQL runs with ${setting}=off and would lose acknowledged check-ins; switch it on`,
      );
  }
}

/**
 * Frees what deleted and changed rows have left. It takes as long as the tables are large, so it has a
 * connection of its own, without the limits of the pool.
 */
export async function vacuum(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'diemcau-vacuum' });
  await client.connect();
  await client.query('VACUUM').finally(() => client.end());
}
