import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { conditionOf, RolledBack, WriterGone } from './faults.js';
import { connectionOf, type SqliteConnection } from './sqlite.js';
import type { OpenTransaction, Transactions } from './transactions.js';

/** Opens the connection that writes, and can replace it. */
interface Opener {
  readonly writer: DataSource;
  /** @throws when the database cannot be opened; the writer is then gone for good */
  replaceWriter(): Promise<void>;
}

/**
 * Another process may hold the file for this long, from when a caller came; then the caller
 * is told that the service is busy.
 */
const PATIENCE = 5_000;
const [FIRST_PAUSE, LONGEST_PAUSE] = [2, 100];

/**
 * Our own BEGIN, COMMIT and ROLLBACK. SQLite ends a transaction by itself on SQLITE_FULL and SQLITE_IOERR.
 * TypeORM does not look: its ROLLBACK then fails, the fault is swallowed, and every later "commit" releases a
 * savepoint inside a transaction that stays open, so nothing acknowledged afterwards is stored. Here the
 * connection itself is asked, before and after.
 */
export class SqliteTransactions implements Transactions {
  constructor(private readonly opener: Opener) {}

  async begin(askedAt: number): Promise<OpenTransaction> {
    if (!this.opener.writer.isInitialized) throw new WriterGone();
    if (connectionOf(this.opener.writer).inTransaction) await this.opener.replaceWriter();
    const { writer } = this.opener;
    const connection = connectionOf(writer);
    await exclusively(connection, 'BEGIN IMMEDIATE', askedAt + PATIENCE);
    const runner = writer.createQueryRunner();
    markActive(runner, true);
    return {
      manager: runner.manager,
      assertOpen: () => assertOpen(connection),
      commit: async () => {
        assertOpen(connection);
        connection.exec('COMMIT');
        if (connection.inTransaction) throw new RolledBack();
        markActive(runner, false);
      },
      rollback: () => this.rollback(connection, runner),
    };
  }

  private async rollback(connection: SqliteConnection, runner: QueryRunner): Promise<void> {
    markActive(runner, false);
    try {
      if (connection.inTransaction) connection.exec('ROLLBACK');
    } catch {
      // Asked below: what counts is whether a transaction is open.
    }
    // When that fails too, the opener has said so, and nothing is begun any more.
    if (connection.inTransaction) await this.opener.replaceWriter().catch(() => undefined);
  }
}

function assertOpen(connection: SqliteConnection): void {
  if (!connection.inTransaction) throw new RolledBack();
}

/** TypeORM's `save` would begin a transaction of its own. */
function markActive(runner: QueryRunner, isActive: boolean): void {
  (runner as { isTransactionActive: boolean }).isTransactionActive = isActive;
}

/**
 * Waits for the lock without holding the event loop: SQLite's own waiting
 * (busy_timeout) would stop every request.
 * @param end in ms of `performance.now()`; whoever comes later tries once
 */
async function exclusively(connection: SqliteConnection, sql: string, end: number): Promise<void> {
  for (let wait = FIRST_PAUSE; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
    try {
      return connection.exec(sql);
    } catch (fault) {
      if (conditionOf(fault) !== 'server.busy' || performance.now() > end) throw fault;
    }
    await pause(wait);
  }
}
