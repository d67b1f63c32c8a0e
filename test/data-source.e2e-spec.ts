import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../src/platform/config/config.js';
import { CommandLineSource } from '../src/platform/database/command-line.js';
import { schema } from '../src/schema.js';
import { startTestApp, type TestApp } from './support/app.js';

describe('the data source of TypeORM’s command line', () => {
  let app: TestApp;
  let source: CommandLineSource;
  beforeAll(async () => {
    app = await startTestApp();
    source = new CommandLineSource(
      readConfig({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl }),
      schema,
    );
    await source.initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await app.stop();
  });

  it('sees the service’s database, and that no step is missing', async () => {
    expect(await source.query('SELECT count(*) AS "n" FROM "account"')).toEqual([
      { n: app.databaseUrl ? '1' : 1 },
    ]);
    expect(await source.showMigrations()).toBe(false);
  });

  it('neither synchronizes nor drops tables', async () => {
    await expect(source.synchronize()).rejects.toThrow('migrations alone');
    await expect(source.dropDatabase()).rejects.toThrow('migrations alone');
    expect(source.options.synchronize).toBe(false);
  });
});
