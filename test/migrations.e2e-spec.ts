import { Databases } from '../src/platform/database/databases.js';
import { startTestApp, type TestApp } from './support/app.js';

/** Migrations and entities are written apart; here they meet on a real database. */
describe('migrations', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  it('make every table and column that the entities name, as nullable as they say', async () => {
    const { writer } = app.app.get(Databases);
    const runner = writer.createQueryRunner();
    const drift: string[] = [];
    for (const entity of writer.entityMetadatas) {
      const table = await runner.getTable(entity.tablePath);
      if (!table) drift.push(`${entity.tableName} is missing`);
      for (const column of entity.columns) {
        const made = table?.findColumnByName(column.databaseName);
        if (!made) drift.push(`${entity.tableName}.${column.databaseName} is missing`);
        else if (!column.isPrimary && made.isNullable !== column.isNullable) drift.push(`${entity.tableName}.${column.databaseName} nullable: ${made.isNullable}, the entity says ${column.isNullable}`);
      }
      const known = new Set(entity.columns.map((column) => column.databaseName));
      for (const column of table?.columns ?? []) if (!known.has(column.name)) drift.push(`${entity.tableName}.${column.name} is in no entity`);
    }
    await runner.release();
    expect(drift).toEqual([]);
  });

  it('are not run again at the next start', async () => {
    const before = await app.app.get(Databases).writer.query('SELECT count(*) AS n FROM migrations');
    app = await app.restart();
    expect(await app.app.get(Databases).writer.query('SELECT count(*) AS n FROM migrations')).toEqual(before);
  });
});
