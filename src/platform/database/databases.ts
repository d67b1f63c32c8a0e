import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Config } from '../config/config.js';
import { makeFolderSync } from '../files/make-folder.js';
import { countOf } from '../log/count-of.js';
import { assertNotHalfRestored, DATA_FILES, DataLock } from './data-folder.js';
import { forgetCopies, migrate } from './migrating.js';
import type { DatabasePlace } from './own-snapshot.js';
import * as postgres from './postgres.js';
import { PostgresTransactions } from './postgres-transactions.js';
import * as sqlite from './sqlite.js';
import { SqliteTransactions } from './sqlite-transactions.js';
import type { Dialect } from './statement.js';
import type { Transactions } from './transactions.js';

/** The tables that the features bring, and the steps that made them. */
export const SCHEMA = Symbol('schema');
export interface Schema {
  entities: NonNullable<DataSourceOptions['entities']>;
  migrations: NonNullable<DataSourceOptions['migrations']>;
}

/** TypeORM's options of the writing connection. It never creates tables from entities. */
export function writerOptions(
  { dataDir, databaseUrl }: Pick<Config, 'dataDir' | 'databaseUrl'>,
  schema: Schema,
): DataSourceOptions {
  return {
    ...(databaseUrl === null
      ? sqlite.sqliteWriter(join(dataDir, DATA_FILES.sqlite))
      : postgres.postgresPool(databaseUrl)),
    ...schema,
    synchronize: false,
  };
}

/**
 * The open database: one writer, which belongs to UnitOfWork alone, a reader for everybody, and one for
 * pictures of one moment.
 */
@Injectable()
export class Databases implements OnApplicationShutdown {
  private readonly log = new Logger('Storage');
  readonly dialect: Dialect;
  readonly transactions: Transactions;
  readonly reader: DataSource;
  /** On SQLite a connection apart: an open transaction would hold back what the reader sees. */
  readonly snapshots: DataSource;
  /**
   * Resolves when the database that writes is gone for good; the process has to end then,
   * for nothing can be acknowledged.
   */
  readonly lost: Promise<Error>;
  /** SQLite's file; `null` on PostgreSQL. */
  readonly file: string | null;
  private lock: DataLock | null = null;
  private writing: DataSource;
  private reportLost!: (fault: Error) => void;
  private readonly last: (() => Promise<void>)[] = [];

  constructor(
    private readonly config: Config,
    @Inject(SCHEMA) readonly schema: Schema,
  ) {
    this.lost = new Promise((resolve) => (this.reportLost = resolve));
    this.dialect = config.databaseUrl === null ? 'sqlite' : 'postgres';
    const tables = { entities: schema.entities, synchronize: false };
    makeFolderSync(config.dataDir);
    this.file = config.databaseUrl === null ? join(config.dataDir, DATA_FILES.sqlite) : null;
    this.writing = new DataSource(writerOptions(config, schema));
    if (config.databaseUrl !== null) {
      this.reader = this.snapshots = this.writing;
      this.transactions = new PostgresTransactions(this.writing);
      return;
    }
    const file = this.file!;
    this.reader = new DataSource({ ...sqlite.sqliteReader(file), ...tables });
    this.snapshots = new DataSource({ ...sqlite.sqliteReader(file), ...tables });
    this.transactions = new SqliteTransactions(this);
  }

  /** For a thread that reads by itself. */
  get place(): DatabasePlace {
    return this.file === null ? { url: this.config.databaseUrl! } : { file: this.file };
  }

  get writer(): DataSource {
    return this.writing;
  }

  /**
   * Opens, migrates and refuses a database that another service has, or that could lose what it acknowledged.
   */
  async open(): Promise<this> {
    this.lock = await DataLock.acquire(this.config, (line) => this.reportLost(new Error(line)));
    try {
      assertNotHalfRestored(this.config);
      await this.writing.initialize();
      await (this.dialect === 'postgres' ? this.openPostgres() : this.openSqlite());
      return this;
    } catch (fault) {
      if (this.writing.isInitialized) await this.writing.destroy();
      await this.lock.release();
      throw fault;
    }
  }

  private async openPostgres(): Promise<void> {
    await postgres.assertDurable(this.writing);
    this.tell(await migrate(this.writing, null));
  }

  private async openSqlite(): Promise<void> {
    await sqlite.assertSound(this.writing);
    const steps = await migrate(this.writing, this.config.dataDir);
    this.tell(steps);
    await this.writing.query('UPDATE "change_counter" SET "value" = "value" WHERE "id" = 1');
    await sqlite.assertDurable(this.writing);
    await sqlite.foldIn(this.writing);
    sqlite.waitElsewhere(this.writing);
    await this.reader.initialize();
    await this.snapshots.initialize();
    if (steps === 0) await forgetCopies(this.config.dataDir);
  }

  private tell(steps: number): void {
    if (steps > 0) this.log.log(`the tables have the form of this version: ${countOf(steps, 'step')} taken`);
  }

  /**
   * Opens the connection that writes anew: the one before is stuck in a transaction. SQLite alone.
   * @throws when that fails; `lost` resolves then
   */
  async replaceWriter(): Promise<void> {
    const stuck = this.writing;
    try {
      this.writing = new DataSource(stuck.options);
      await stuck.destroy();
      await this.writing.initialize();
      await sqlite.assertDurable(this.writing);
      sqlite.waitElsewhere(this.writing);
      this.log.warn('the connection that writes was stuck in a transaction and was opened anew');
    } catch (fault) {
      this.reportLost(fault as Error);
      throw fault;
    }
  }

  /** Work to be finished before the database is closed. */
  beforeClose(work: () => Promise<void>): void {
    this.last.push(work);
  }

  async onApplicationShutdown(): Promise<void> {
    try {
      for (const work of this.last) await work();
      await this.close();
    } finally {
      await this.lock?.release();
    }
  }

  private async close(): Promise<void> {
    for (const source of new Set([this.reader, this.snapshots]))
      if (source !== this.writing && source.isInitialized) await source.destroy();
    if (!this.writing.isInitialized) return;
    if (this.dialect === 'sqlite')
      await sqlite.tidy(this.writing).catch((fault: unknown) => this.log.warn(fault));
    await this.writing.destroy();
  }
}
