import { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import { type Schema, writerOptions } from './databases.js';

/** The database for TypeORM's own commands. Those that make or drop tables past the migrations fail. */
export class CommandLineSource extends DataSource {
  constructor(config: Pick<Config, 'dataDir' | 'databaseUrl'>, schema: Schema) {
    super({ ...writerOptions(config, schema), migrationsTransactionMode: 'each' });
  }

  override synchronize(): Promise<void> {
    return Promise.reject(onlyMigrations());
  }
  override dropDatabase(): Promise<void> {
    return Promise.reject(onlyMigrations());
  }
}

const onlyMigrations = (): Error => new Error('the tables are changed by migrations alone');
