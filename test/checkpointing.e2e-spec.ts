import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { Checkpointing } from '../src/platform/database/checkpointing.js';
import { sqliteDriver } from '../src/platform/database/sqlite.js';
import { startTestApp, type TestApp } from './support/app.js';
import { eventually } from './support/commune.js';
import { made, makeHall, present } from './support/hall.js';

interface Opened {
  prepare(sql: string): { pluck(): { all(): unknown[] } };
  close(): void;
}

if (process.env.TEST_DATABASE === 'sqlite')
  describe('a plain copy of the SQLite file', () => {
    let app: TestApp;
    beforeEach(async () => {
      app = await startTestApp();
    });
    afterEach(() => app.stop());

    /** Copies the file without the write-ahead log beside it. */
    async function copied(sql: string): Promise<unknown[]> {
      const folder = await mkdtemp(join(tmpdir(), 'diemcau-copy-'));
      await copyFile(join(app.dataDir, 'diemcau.sqlite'), join(folder, 'copy.sqlite'));
      const db = new (sqliteDriver() as new (file: string) => Opened)(join(folder, 'copy.sqlite'));
      try {
        return db.prepare(sql).pluck().all();
      } finally {
        db.close();
        await rm(folder, { recursive: true });
      }
    }
    const ids = (): Promise<unknown[]> => copied('SELECT id FROM attendance_entry ORDER BY id');

    it('has all tables from the start on', async () => {
      expect((await stat(join(app.dataDir, 'diemcau.sqlite'))).size).toBeGreaterThan(100_000);
      expect(await copied(`SELECT count(*) FROM sqlite_master WHERE name = 'attendance_entry'`)).toEqual([1]);
    });

    it('has what was acknowledged once it has been quiet, and not before: the canary', async () => {
      const { sites, people, checkpoint } = await makeHall(app.organizer, { sites: 1, people: 50 });
      const entries = people[0]!.map(({ id }) => present(checkpoint.id, id));
      made(await app.organizer.post(pathTo(ROUTES.attendance, sites[0]!.id), { entries }));
      expect(await ids()).toEqual([]);
      app.app.get(Checkpointing).every(20);
      await eventually(ids, entries.map(({ id }) => id).sort());
    });

    it('has everything while check-ins go on, and none is refused', async () => {
      const { sites, people, checkpoint } = await makeHall(app.organizer, { sites: 1, people: 50 });
      app.app.get(Checkpointing).every(5);
      const sent: string[] = [];
      for (let round = 0; round < 60; round += 1) {
        const entries = people[0]!.slice(0, 10).map(({ id }) => present(checkpoint.id, id));
        made(await app.organizer.post(pathTo(ROUTES.attendance, sites[0]!.id), { entries }));
        sent.push(...entries.map(({ id }) => id));
      }
      await eventually(ids, sent.sort());
    });
  });
else
  it('is of SQLite alone: PostgreSQL has no file to copy', () =>
    expect(process.env.TEST_DATABASE).toBe('postgres'));
