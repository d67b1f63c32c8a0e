import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { BackupStatus } from '../src/contract/backup.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { NightlyBackupService } from '../src/ops/backup/nightly-backup.service.js';
import { newDatabase, startTestApp, type TestApp } from './support/app.js';
import { eventually } from './support/commune.js';
import { made } from './support/hall.js';
import { hasTools, onPostgres, restored } from './support/installation.js';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'diemcau-nightly-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

if (hasTools)
  describe('the nightly backup', () => {
    let nightly: TestApp;
    let backups: string;
    const statusOf = async (): Promise<BackupStatus> =>
      made(await nightly.organizer.get<BackupStatus>(pathTo(ROUTES.backup)));
    beforeEach(async () => {
      backups = join(place, 'nightly');
      nightly = await startTestApp({ BACKUP_DIR: backups, BACKUP_KEEP: '2' });
    });
    afterEach(() => nightly.stop());

    it('is made and verified once a night; BACKUP_KEEP of them stay', async () => {
      expect(await statusOf()).toEqual({
        state: 'none',
        nightly: true,
        lastAt: null,
        failedAt: null,
        progress: null,
      });
      for (const day of ['01', '02', '03']) {
        const old = join(backups, `diemcau-2026-11-${day}T19-00-00Z`);
        await mkdir(old, { recursive: true });
        await writeFile(join(old, 'manifest.json'), '{}');
      }
      await mkdir(join(backups, 'của tôi'));
      nightly.app.get(NightlyBackupService).every(20);
      await eventually(async () => (await statusOf()).state, 'good');
      await eventually(async () => (await readdir(backups)).length, 3);
      const names = (await readdir(backups)).sort();
      expect(names).toEqual(['của tôi', 'diemcau-2026-11-03T19-00-00Z', expect.stringMatching(/^diemcau-/)]);
      const name = names[2]!;
      expect(
        await restored(join(backups, name), join(place, 'mới'), onPostgres ? await newDatabase() : null),
      ).toMatchObject({ manifest: { rows: { account: 1 } } });
      expect(await statusOf()).toMatchObject({ nightly: true, failedAt: null, progress: null });
    });

    it('made before a deletion takes the place of the oldest', async () => {
      for (const day of ['01', '02', '03'])
        await mkdir(join(backups, `diemcau-2026-11-${day}T19-00-00Z`), { recursive: true });
      // As if the clock had been ahead.
      await mkdir(join(backups, 'diemcau-2999-11-04T19-00-00Z'));
      const folder = await nightly.app.get(NightlyBackupService).makeNow();
      expect((await readdir(backups)).sort()).toEqual([basename(folder), 'diemcau-2999-11-04T19-00-00Z']);
    });

    it('leaves nothing when the service ends while it runs', async () => {
      const night = nightly.app.get(NightlyBackupService);
      night.every(1);
      await eventually(async () => (await readdir(backups).catch(() => [])).length > 0, true);
      await night.onApplicationShutdown();
      expect((await readdir(backups)).filter((name) => name.startsWith('.'))).toEqual([]);
    });

    it('is reported when it fails, and the service goes on', async () => {
      await writeFile(backups, 'in the way');
      nightly.app.get(NightlyBackupService).every(20);
      await eventually(async () => (await statusOf()).failedAt !== null, true);
      expect(await statusOf()).toMatchObject({ state: 'none', nightly: true, lastAt: null });
      expect((await nightly.anonymous.get('/health/ready')).status).toBe(200);
    });
  });

if (!hasTools)
  it('a nightly backup without a matching pg_dump is reported, and the service goes on', async () => {
    const app = await startTestApp({ BACKUP_DIR: join(place, 'nightly') });
    app.app.get(NightlyBackupService).every(20);
    const statusOf = async () => made(await app.organizer.get<BackupStatus>(pathTo(ROUTES.backup)));
    await eventually(async () => (await statusOf()).failedAt !== null, true);
    expect((await app.anonymous.get('/health/ready')).status).toBe(200);
    expect(await readdir(join(place, 'nightly'))).toEqual([]);
    await app.stop();
  });
