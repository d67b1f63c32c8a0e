import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { Config } from '../config/config.js';
import * as postgres from './postgres.js';
import * as sqlite from './sqlite.js';
import type { Dialect } from './statement.js';

/** The tables that the features bring, and the steps that made them. */
export const SCHEMA = Symbol('schema');
export interface Schema {
  entities: NonNullable<DataSourceOptions['entities']>;
  migrations: NonNullable<DataSourceOptions['migrations']>;
}

/** The open database: one writer, which belongs to UnitOfWork alone, and a reader for everybody. */
@Injectable()
export class Databases implements OnApplicationShutdown {
  readonly dialect: Dialect;
  readonly writer: DataSource;
  readonly reader: DataSource;
  private readonly last: (() => Promise<void>)[] = [];

  constructor(config: Config, @Inject(SCHEMA) schema: Schema) {
    this.dialect = config.databaseUrl === null ? 'sqlite' : 'postgres';
    const tables = { entities: schema.entities, synchronize: false };
    const steps = { migrations: schema.migrations, migrationsRun: true, migrationsTransactionMode: 'each' as const };
    if (config.databaseUrl !== null) {
      this.writer = this.reader = new DataSource({ ...postgres.postgresPool(config.databaseUrl), ...tables, ...steps });
      return;
    }
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    const file = join(config.dataDir, 'diemcau.sqlite');
    this.writer = new DataSource({ ...sqlite.sqliteWriter(file), ...tables, ...steps });
    this.reader = new DataSource({ ...sqlite.sqliteReader(file), ...tables });
  }

  /** Opens, migrates and refuses a database that could lose what it acknowledged. */
  async open(): Promise<this> {
    await this.writer.initialize();
    if (this.dialect === 'postgres') {
      await postgres.assertDurable(this.writer);
      return this;
    }
    await sqlite.assertSound(this.writer);
    await this.writer.query('UPDATE "change_counter" SET "value" = "value" WHERE "id" = 1');
    await sqlite.assertDurable(this.writer);
    await this.reader.initialize();
    return this;
  }

  /** Work to be finished before the database is closed. */
  beforeClose(work: () => Promise<void>): void {
    this.last.push(work);
  }

  async onApplicationShutdown(): Promise<void> {
    for (const work of this.last) await work();
    if (this.reader !== this.writer && this.reader.isInitialized) await this.reader.destroy();
    if (!this.writer.isInitialized) return;
    if (this.dialect === 'sqlite') await sqlite.tidy(this.writer);
    await this.writer.destroy();
  }
}
