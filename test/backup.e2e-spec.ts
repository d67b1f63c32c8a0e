import { createHash, randomUUID } from 'node:crypto';
import {
  appendFile,
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackupStatus } from '../src/contract/backup.js';
import type { Material } from '../src/contract/material.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { makeBackup } from '../src/ops/backup/make-backup.js';
import type { Manifest } from '../src/ops/backup/manifest.js';
import { NightlyBackupService } from '../src/ops/backup/nightly-backup.service.js';
import { findTool } from '../src/ops/backup/postgres-tools.js';
import { restoreBackup } from '../src/ops/backup/restore-backup.js';
import { readConfig } from '../src/platform/config/config.js';
import { migrationNames } from '../src/platform/database/migrating.js';
import { Workers } from '../src/platform/workers/workers.js';
import { schema } from '../src/schema.js';
import { newDatabase, startTestApp, type TestApp } from './support/app.js';
import { eventually } from './support/commune.js';
import { type Hall, made, makeHall, present } from './support/hall.js';

const onPostgres = process.env.TEST_DATABASE === 'postgres';
const PDF = '%PDF-1.7\ncác bước chuyển đổi số\n%%EOF';
const known = migrationNames(schema.migrations.map((Migration) => new Migration()));
const workers = new Workers();
/** The server of these tests is newer than the tools of most machines. Without them it is the clear word that is tested. */
const hasTools = !onPostgres || (await findTool('pg_dump', 18)) !== null;

let app: TestApp;
let hall: Hall;
let material: Material;
let place: string;
beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 1, people: 3 });
  const path = pathTo(ROUTES.materials, hall.conference.id);
  const file = { name: 'tai-lieu.pdf', type: 'application/pdf', content: PDF };
  material = made(await app.organizer.upload<Material>(path, file, { title: 'Tài liệu', audience: 'public' }));
  await app.organizer.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), {
    entries: [present(hall.checkpoint.id, hall.people[0]![0]!.id)],
  });
});
afterAll(() => app.stop());
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'diemcau-backup-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

const settings = () => ({ dataDir: app.dataDir, databaseUrl: app.databaseUrl ?? null });
const backedUp = async (folder = join(place, 'bản-1')): Promise<string> =>
  (await makeBackup(settings(), folder, workers)).folder;
const manifestOf = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
const restored = (folder: string, dataDir: string, databaseUrl: string | null = null) =>
  restoreBackup({ dataDir, databaseUrl }, folder, known, () => undefined);

if (onPostgres && !hasTools)
  it('a backup of PostgreSQL without pg_dump of its version says what to install or to run', async () => {
    await expect(backedUp()).rejects.toThrow(
      /^pg_dump and pg_restore of version 18 or newer are not on this machine: install postgresql-client-18, or run pg_dump --format=custom/,
    );
    expect(await readdir(place)).toEqual([]);
  });

if (hasTools)
  describe('a backup of the running service', () => {
    it('is whole, private, and names what it holds', async () => {
      const folder = await backedUp();
      const manifest = await manifestOf(folder);
      const { storedAs } = await named();
      const database = onPostgres ? 'diemcau.pgdump' : 'diemcau.sqlite';
      expect((await readdir(folder)).sort()).toEqual([database, 'manifest.json', 'materials', 'secret.key'].sort());
      expect(manifest).toMatchObject({
        product: 'diemcau',
        format: 1,
        database: onPostgres ? 'postgres' : 'sqlite',
        migrations: known,
        rows: { attendance_entry: 1, participant: 3, material_version: 1 },
      });
      expect(manifest.files.map(({ path }) => path).sort()).toEqual(
        [database, `materials/${storedAs}`, 'secret.key'].sort(),
      );
      expect(manifest.files.find(({ path }) => path.startsWith('materials/'))).toMatchObject({
        sha256: createHash('sha256').update(PDF).digest('hex'),
        size: Buffer.byteLength(PDF),
      });
      for (const name of ['', 'materials']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o700);
      for (const { path } of [...manifest.files, { path: 'manifest.json' }])
        expect([(await stat(join(folder, path))).mode & 0o777, path]).toEqual([0o600, path]);
      expect(await readdir(place)).toEqual(['bản-1']);
    });

    it('holds no file that no row names', async () => {
      await writeFile(join(app.dataDir, 'materials', randomUUID()), 'nobody’s');
      const folder = await backedUp();
      expect(await readdir(join(folder, 'materials'))).toEqual([(await named()).storedAs]);
    });

    it('is refused when a material’s file is not what its row says, and leaves nothing', async () => {
      const path = join(app.dataDir, 'materials', (await named()).storedAs);
      await chmod(path, 0o600);
      await appendFile(path, 'x');
      await expect(backedUp()).rejects.toThrow(
        /^the file [0-9a-f-]{36} of a material is damaged: remove that material, or upload it again$/,
      );
      await rm(path);
      await expect(backedUp()).rejects.toThrow(/^the file [0-9a-f-]{36} of a material is missing in /);
      await writeFile(path, PDF, { mode: 0o600 });
      expect(await readdir(place)).toEqual([]);
    });

    it('is not made over something that is there, nor of a folder without an installation', async () => {
      await mkdir(join(place, 'bản-1'));
      expect(await backedUp()).toBe(join(place, 'bản-1'));
      await expect(backedUp()).rejects.toThrow(/is there already: name a new folder, for example /);
      await writeFile(join(place, 'tệp'), '');
      await expect(backedUp(join(place, 'tệp'))).rejects.toThrow(/is there already/);
      await expect(makeBackup({ dataDir: place, databaseUrl: null }, join(place, 'x'), workers)).rejects.toThrow(
        /^there is nothing to copy: .*diemcau\.sqlite is missing/,
      );
    });

    it('sweeps what a killed one has left, and lets others’ folders be', async () => {
      const folder = await backedUp();
      const [left] = (await readdir(place)).map((name) => `.${name}.unfinished-`);
      await cp(folder, join(place, `.bản-1.unfinished-${'0'.repeat(8)}-1-${randomUUID()}`), { recursive: true });
      await cp(folder, join(place, 'khác'), { recursive: true });
      const { utimes } = await import('node:fs/promises');
      const [unfinished] = (await readdir(place)).filter((name) => name.startsWith(left!));
      await backedUp(join(place, 'bản-2'));
      expect((await readdir(place)).sort()).toEqual([unfinished!, 'bản-1', 'bản-2', 'khác'].sort());
      await utimes(join(place, unfinished!), new Date(0), new Date(0));
      await backedUp(join(place, 'bản-3'));
      expect(await readdir(place)).not.toContain(unfinished);
    });
  });

if (hasTools)
  describe('a restore', () => {
    const target = async (): Promise<[dataDir: string, databaseUrl: string | null]> => [
      join(place, 'mới'),
      onPostgres ? await newDatabase() : null,
    ];

    it('brings everything back, and a service starts on it', async () => {
      const folder = await backedUp();
      const [dataDir, databaseUrl] = await target();
      expect(await restored(folder, dataDir, databaseUrl)).toMatchObject({ movedTo: null });
      const { start } = await import('../src/start.js');
      const running = await start(
        readConfig({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? undefined, LOG_LEVEL: 'silent' }),
      );
      try {
        const there = app.organizer;
        const { Client } = await import('./support/client.js');
        const client = new Client(running.url, there.token);
        expect(
          made(await client.get<{ items: unknown[] }>(pathTo(ROUTES.ledger, hall.conference.id))).items,
        ).toHaveLength(1);
        expect(made(await client.get<string>(pathTo(ROUTES.materialContent, material.id)))).toBe(PDF);
        expect(made(await client.get<BackupStatus>(pathTo(ROUTES.backup)))).toMatchObject({
          state: 'good',
          lastAt: (await manifestOf(folder)).startedAt,
        });
      } finally {
        await running.stop();
      }
    });

    it('moves aside what is there and deletes nothing', async () => {
      const folder = await backedUp();
      const [dataDir, databaseUrl] = await target();
      await restored(folder, dataDir, databaseUrl);
      const before = await readFile(join(dataDir, 'secret.key'), 'utf8');
      const { movedTo } = await restored(folder, dataDir, onPostgres ? await newDatabase() : null);
      expect(await readFile(join(movedTo!, 'secret.key'), 'utf8')).toBe(before);
      expect((await readdir(movedTo!)).sort()).toEqual(
        [...(onPostgres ? [] : ['diemcau.sqlite']), 'last-backup.json', 'materials', 'secret.key'].sort(),
      );
    });

    it('is refused while a service runs on the data', async () => {
      const folder = await backedUp();
      await expect(restored(folder, app.dataDir, app.databaseUrl ?? null)).rejects.toThrow(
        /^another service runs on the data in /,
      );
      expect((await app.anonymous.get('/health/ready')).status).toBe(200);
    });

    if (onPostgres)
      it('is refused into a database that is not empty', async () => {
        const folder = await backedUp();
        const [dataDir, databaseUrl] = await target();
        await restored(folder, dataDir, databaseUrl);
        await expect(restored(folder, join(place, 'khác'), databaseUrl)).rejects.toMatchObject({ code: 'not-empty' });
      });

    it.each<[what: string, spoil: (folder: string) => Promise<unknown>, code: string, message: RegExp]>([
      ['its list missing', (folder) => rm(join(folder, 'manifest.json')), 'not-whole', /has no manifest\.json/],
      [
        'its list cut',
        async (folder) =>
          writeFile(
            join(folder, 'manifest.json'),
            (await readFile(join(folder, 'manifest.json'), 'utf8')).slice(0, -20),
          ),
        'not-whole',
        /manifest\.json is damaged/,
      ],
      ['its secret missing', (folder) => rm(join(folder, 'secret.key')), 'not-whole', /secret\.key is missing/],
      [
        'its secret changed',
        (folder) => writeFile(join(folder, 'secret.key'), `${'0'.repeat(64)}\n`),
        'not-whole',
        /secret\.key has another content/,
      ],
      [
        'its secret left out of the list',
        (folder) => change(folder, ({ files }) => ({ files: files.filter(({ path }) => path !== 'secret.key') })),
        'not-whole',
        /manifest\.json is damaged/,
      ],
      [
        'a material missing',
        async (folder) => rm(join(folder, 'materials', (await named()).storedAs)),
        'not-whole',
        /materials\/[0-9a-f-]{36} is missing/,
      ],
      [
        'its materials missing',
        (folder) => rm(join(folder, 'materials'), { recursive: true }),
        'not-whole',
        /materials\/[0-9a-f-]{36} is missing/,
      ],
      [
        'a byte of its database changed',
        (folder) => flip(folder),
        'not-whole',
        /diemcau\.(sqlite|pgdump) has another content/,
      ],
      [
        'a part of its database missing',
        async (folder) => (await import('node:fs/promises')).truncate(await databaseOf(folder), 512),
        'not-whole',
        /has 512 bytes instead of/,
      ],
      [
        'a path that leads elsewhere',
        (folder) =>
          change(folder, ({ files }) => ({
            files: [...files, { path: '../../etc/passwd', size: 1, sha256: '0'.repeat(64) }],
          })),
        'not-whole',
        /manifest\.json is damaged/,
      ],
      [
        'a link in the place of a file',
        async (folder) => (
          await rm(join(folder, 'secret.key')),
          symlink(join(app.dataDir, 'secret.key'), join(folder, 'secret.key'))
        ),
        'not-whole',
        /secret\.key is missing/,
      ],
      [
        'a step that this version does not know',
        (folder) => change(folder, ({ migrations }) => ({ migrations: [...migrations, 'Later1900000000000'] })),
        'newer',
        /Later1900000000000 is unknown/,
      ],
      [
        'a form that this version does not know',
        (folder) => change(folder, () => ({ format: 2 })),
        'newer',
        /a newer version made the backup/,
      ],
    ])('is refused of a backup with %s, and nothing is touched', async (_, spoil, code, message) => {
      const folder = await backedUp();
      const [dataDir, databaseUrl] = await target();
      await spoil(folder);
      const refusal = await restored(folder, dataDir, databaseUrl).then(
        () => null,
        (fault: Error & { code: string }) => fault,
      );
      expect(refusal).toMatchObject({ code, message: expect.stringMatching(message) as string });
      expect(refusal!.message.includes('\n')).toBe(false);
      expect(await readdir(place)).toEqual(['bản-1']);
    });

    it('of a folder of many backups names the newest', async () => {
      const newest = await backedUp(join(place, 'nightly', 'diemcau-2026-11-28T19-00-00Z'));
      await cp(newest, join(place, 'nightly', 'diemcau-2026-11-27T19-00-00Z'), { recursive: true });
      const refusal = `${join(place, 'nightly')} holds 2 backups: name one of them, the newest is ${newest}`;
      await expect(restored(join(place, 'nightly'), join(place, 'mới'))).rejects.toThrow(refusal);
    });

    it('that was cut keeps a service from starting empty, until it is run again', async () => {
      const folder = await backedUp();
      const [dataDir, databaseUrl] = await target();
      await mkdir(dataDir);
      await writeFile(join(dataDir, 'restore-unfinished'), folder);
      const { start } = await import('../src/start.js');
      const begin = () =>
        start(
          readConfig({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? undefined, LOG_LEVEL: 'silent' }),
        );
      await expect(begin()).rejects.toThrow(
        /^a restore into .* has begun and not ended: run npm run restore again, with the same backup$/,
      );
      await restored(folder, dataDir, databaseUrl);
      await (await begin()).stop();
    });

    const change = async (folder: string, to: (manifest: Manifest) => Partial<Manifest>): Promise<void> => {
      const manifest = await manifestOf(folder);
      await writeFile(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, ...to(manifest) }));
    };
    const databaseOf = async (folder: string): Promise<string> =>
      join(
        folder,
        (await readdir(folder)).find((name) => /sqlite|pgdump/.test(name))!,
      );
    const flip = async (folder: string): Promise<void> => {
      const path = await databaseOf(folder);
      const bytes = await readFile(path);
      bytes[bytes.length >> 1]! ^= 1;
      await writeFile(path, bytes);
    };
  });

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

    it('is made once a night, verified, and as many are kept as BACKUP_KEEP says', async () => {
      expect(await statusOf()).toEqual({ state: 'none', nightly: true, lastAt: null, failedAt: null, progress: null });
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

    it('that fails is told, and the service goes on', async () => {
      await writeFile(backups, 'in the way');
      nightly.app.get(NightlyBackupService).every(20);
      await eventually(async () => (await statusOf()).failedAt !== null, true);
      expect(await statusOf()).toMatchObject({ state: 'none', nightly: true, lastAt: null });
      expect((await nightly.anonymous.get('/health/ready')).status).toBe(200);
    });
  });

/** The file of the only material, as its row names it. */
async function named(): Promise<{ storedAs: string }> {
  const { Databases } = await import('../src/platform/database/databases.js');
  const [row] = await app.app
    .get(Databases)
    .writer.query<{ storedAs: string }[]>('SELECT "storedAs" FROM "material_version"');
  return row!;
}
