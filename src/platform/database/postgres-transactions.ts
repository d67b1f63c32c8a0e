import type { DataSource, QueryRunner } from 'typeorm';
import { NotCommitted } from './faults.js';
import type { OpenTransaction, Transactions } from './transactions.js';

/** The part of a pg client that is used here. */
interface Client {
  query(sql: string): Promise<{ command: string }>;
  end(): Promise<void>;
}

/**
 * Ends what has begun on the runner's connection and gives it back. One that may still be in a transaction is
 * closed, for the next to get it would read an old picture; the pool opens another.
 */
export async function endTransaction(runner: QueryRunner): Promise<void> {
  try {
    const client = (await runner.connect()) as Client;
    await client.query('ROLLBACK').catch(() => client.end().catch(() => undefined));
  } catch {
    // There is no connection.
  }
  await runner.release();
}

/**
 * Each on a connection of its own from the pool. A connection that cannot be brought back
 * is closed; the pool opens another.
 */
export class PostgresTransactions implements Transactions {
  constructor(private readonly source: DataSource) {}

  async begin(): Promise<OpenTransaction> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction();
    } catch (fault) {
      await endTransaction(runner);
      throw fault;
    }
    const client = (await runner.connect()) as Client;
    return {
      manager: runner.manager,
      // PostgreSQL refuses every further statement by itself (25P02).
      assertOpen: () => undefined,
      commit: async () => {
        // After a statement that failed, COMMIT succeeds and rolls back: only
        // the command of the answer tells.
        if ((await client.query('COMMIT')).command !== 'COMMIT') throw new NotCommitted();
        await runner.release();
      },
      rollback: () => endTransaction(runner),
    };
  }
}
