import { jest } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { schema } from '../src/schema.js';
import { newDatabase } from './support/app.js';
import { makeOlder, newerSteps, opened, type Place, wholeOf } from './support/older-schema.js';

const onPostgres = process.env.TEST_DATABASE === 'postgres';
let place: Place;
beforeEach(async () => {
  place = {
    DATA_DIR: await mkdtemp(join(tmpdir(), 'diemcau-upgrade-')),
    ...(onPostgres ? { DATABASE_URL: await newDatabase() } : {}),
  };
});
afterEach(() => rm(place.DATA_DIR, { recursive: true, force: true }));
const copies = async (): Promise<string[]> =>
  (await readdir(place.DATA_DIR)).filter((name) => name.startsWith('before-upgrade'));

describe('a database that a newer version has made', () => {
  it('is refused with one line, and stays unchanged', async () => {
    const databases = await opened(place);
    await databases.writer.query(
      `INSERT INTO "migrations" ("timestamp", "name") VALUES (1900000000000, 'Later1900000000000')`,
    );
    const before = await wholeOf(databases);
    await databases.onApplicationShutdown();
    await expect(opened(place)).rejects.toThrow(
      new RegExp(
        String.raw`^a newer version made this database \(Later1900000000000 is unknown to this one\): ` +
          'start that version, or restore a backup that is older$',
      ),
    );
    const later = [
      ...schema.migrations,
      class Later1900000000000 {
        name = 'Later1900000000000';
        up = () => Promise.resolve();
        down = () => Promise.resolve();
      },
    ];
    const again = await opened(place, later as unknown as typeof schema.migrations);
    expect(await wholeOf(again)).toEqual(before);
    await again.onApplicationShutdown();
  });
});

if (!onPostgres)
  describe('before an upgrade', () => {
    it('a copy is made that an older version opens, and stays until a start succeeds', async () => {
      await makeOlder(place);
      expect(await copies()).toEqual([]);
      await (await opened(place)).onApplicationShutdown();
      expect(await copies()).toEqual(['before-upgrade-1700000000080.sqlite']);
      const copy = join(place.DATA_DIR, 'before-upgrade-1700000000080.sqlite');
      expect((await stat(copy)).mode & 0o777).toBe(0o600);
      const back = { DATA_DIR: join(place.DATA_DIR, 'back') };
      await mkdir(back.DATA_DIR);
      await copyFile(copy, join(back.DATA_DIR, 'diemcau.sqlite'));
      const older = await opened(back, schema.migrations.slice(0, schema.migrations.length - newerSteps));
      expect(await older.writer.query('SELECT count(*) AS n FROM attendance_entry')).toEqual([{ n: 2 }]);
      await older.onApplicationShutdown();
      await (await opened(place)).onApplicationShutdown();
      expect(await copies()).toEqual([]);
    });

    it('nothing is changed when there is no room for the copy', async () => {
      await makeOlder(place);
      // A folder of that name is in the way of the file, as a full disk would be.
      await mkdir(join(place.DATA_DIR, 'before-upgrade-1700000000080.sqlite'));
      await writeFile(join(place.DATA_DIR, 'before-upgrade-1700000000080.sqlite', 'x'), '');
      await expect(opened(place)).rejects.toThrow(
        new RegExp(
          '^no copy of the database could be made before the upgrade, and nothing was changed: ' +
            '.*; make room in ',
        ),
      );
      await rm(join(place.DATA_DIR, 'before-upgrade-1700000000080.sqlite'), { recursive: true });
      await (await opened(place)).onApplicationShutdown();
    });

    it('a new database is not copied', async () => {
      await (await opened(place)).onApplicationShutdown();
      expect(await copies()).toEqual([]);
    });
  });

interface Runner {
  query(...args: unknown[]): Promise<unknown>;
  databaseConnection?: { connection: { stream: { destroy(): void } } };
}

/** Cuts the connection of the upgrade after that many statements; 0: never. Answers how many there were. */
async function cutAfter(nth: number, act: () => Promise<unknown>, transaction?: 'none'): Promise<number> {
  // As the service has it: Jest reads the libraries joined.
  const runner = new DataSource({
    type: 'postgres',
    driver: pg,
    url: place.DATABASE_URL,
  }).createQueryRunner();
  const PostgresQueryRunner = runner.constructor as unknown as { prototype: Runner };
  const Source = DataSource as unknown as {
    prototype: { runMigrations(options: object): Promise<unknown> };
  };
  const { query } = PostgresQueryRunner.prototype;
  const { runMigrations } = Source.prototype;
  let statements = 0;
  let isCounting = false;
  PostgresQueryRunner.prototype.query = async function counted(...args: unknown[]) {
    const result = await query.apply(this, args);
    if (isCounting && ++statements === nth) this.databaseConnection!.connection.stream.destroy();
    return result;
  };
  Source.prototype.runMigrations = function counting(options: object) {
    isCounting = true;
    return runMigrations
      .call(this, transaction ? { transaction } : options)
      .finally(() => (isCounting = false));
  };
  // TypeORM tells of the step that failed.
  const quiet = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  await act().finally(() => {
    quiet.mockRestore();
    PostgresQueryRunner.prototype.query = query;
    Source.prototype.runMigrations = runMigrations;
  });
  return statements;
}

/** The same with real kills, on SQLite: test/faults/upgrade.e2e-spec.ts. */
if (onPostgres)
  describe('an upgrade whose connection is cut', () => {
    let server: pg.Client;
    beforeEach(async () => {
      await makeOlder(place);
      server = new pg.Client(place.DATABASE_URL!.replace(/[^/]+$/, 'postgres'));
      await server.connect();
    });
    afterEach(() => server.end());
    const nameOf = (url: string): string => new URL(url).pathname.slice(1);
    const older = async (): Promise<Place> => {
      const url = await newDatabase();
      await server.query(`DROP DATABASE ${nameOf(url)}`);
      await server.query(`CREATE DATABASE ${nameOf(url)} TEMPLATE ${nameOf(place.DATABASE_URL!)}`);
      return { ...place, DATABASE_URL: url };
    };
    const upgraded = async (there: Place): Promise<Record<string, unknown>> => {
      const databases = await opened(there);
      const whole = await wholeOf(databases);
      await databases.onApplicationShutdown();
      return whole;
    };
    const cut = (there: Place, nth: number, transaction?: 'none') =>
      cutAfter(
        nth,
        () =>
          opened(there)
            .then((databases) => databases.onApplicationShutdown())
            .catch(() => undefined),
        transaction,
      );

    it('is completed by the next start, after whichever statement (R11)', async () => {
      const first = await older();
      const statements = await cut(first, 0);
      expect(statements).toBeGreaterThan(50);
      const expected = await upgraded(first);
      for (let nth = 1; nth <= statements; nth += 1) {
        const there = await older();
        await cut(there, nth);
        expect({ nth, found: await upgraded(there) }).toEqual({ nth, found: expected });
        await server.query(`DROP DATABASE ${nameOf(there.DATABASE_URL!)} WITH (FORCE)`);
      }
    }, 600_000);

    it('would not be completed if the steps ran without transactions: the canary', async () => {
      const first = await older();
      const statements = await cut(first, 0);
      const expected = JSON.stringify(await upgraded(first));
      let broken = 0;
      for (let nth = 2; nth <= statements && broken === 0; nth += 3) {
        const there = await older();
        await cut(there, nth, 'none');
        if ((await upgraded(there).then(JSON.stringify, () => 'refused')) !== expected) broken += 1;
      }
      expect(broken).toBeGreaterThan(0);
    }, 300_000);
  });
