import { Injectable } from '@nestjs/common';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { Databases } from './databases.js';
import { endTransaction } from './postgres-transactions.js';
import type { Queryable } from './queryable.js';
import type { ReadRows } from './rows.js';
import { type Dialect, runStatement, type SqlValue } from './statement.js';

export type { Queryable };

/** Reads that decide no write. Sees committed rows only. */
@Injectable()
export class Reader implements Queryable {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly databases: Databases) {}

  get dialect(): Dialect {
    return this.databases.dialect;
  }
  repo<T extends ObjectLiteral>(entity: EntityTarget<T>): ReadRows<T> {
    return this.databases.reader.getRepository(entity);
  }
  query<T = unknown>(sql: string, values: SqlValue[] = []): Promise<T[]> {
    return runStatement<T>(this.databases.reader.manager, this.databases.dialect, sql, values);
  }

  /**
   * Several reads of one moment: all that had been committed when the first is asked, and nothing
   * later. It writes nothing and holds up nobody who does, so it works on a full disk too. On
   * SQLite one is taken after the other.
   */
  snapshot<T>(work: (source: Queryable) => Promise<T>): Promise<T> {
    const take = (): Promise<T> => this.readAtOnce(work);
    if (this.dialect === 'postgres') return take();
    const taken = this.last.then(take, take);
    this.last = taken.catch(() => undefined);
    return taken;
  }

  private async readAtOnce<T>(work: (source: Queryable) => Promise<T>): Promise<T> {
    const runner = this.databases.snapshots.createQueryRunner();
    const begin = this.dialect === 'postgres' ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN';
    try {
      await runner.query(begin);
      return await work({
        query: (sql, values = []) => runStatement(runner.manager, this.dialect, sql, values),
      });
    } finally {
      // Nothing was written: how it ends is of no account, only that it does.
      if (this.dialect === 'postgres') await endTransaction(runner);
      else await runner.query('ROLLBACK').catch(() => undefined);
    }
  }
}
