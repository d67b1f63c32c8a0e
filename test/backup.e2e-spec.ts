import { createHash, randomUUID } from 'node:crypto';
import { appendFile, chmod, cp, mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeBackup } from '../src/ops/backup/make-backup.js';
import {
  backedUp,
  hasTools,
  installation,
  knownSteps,
  manifestOf,
  onPostgres,
  PDF,
  storedAs,
  workers,
} from './support/installation.js';

const here = installation();

if (onPostgres && !hasTools)
  it('a backup of PostgreSQL without pg_dump of its version says what to install or to run', async () => {
    await expect(backedUp(here)).rejects.toThrow(
      new RegExp(
        '^pg_dump and pg_restore of version 18 or newer are not on this machine: ' +
          'install postgresql-client-18, or run pg_dump --format=custom',
      ),
    );
    expect(await readdir(here.place)).toEqual([]);
  });

if (hasTools)
  describe('a backup of the running service', () => {
    it('is complete, private, and lists its content', async () => {
      const folder = await backedUp(here);
      const manifest = await manifestOf(folder);
      const file = await storedAs(here);
      const database = onPostgres ? 'diemcau.pgdump' : 'diemcau.sqlite';
      expect((await readdir(folder)).sort()).toEqual(
        ['audit.key', database, 'manifest.json', 'materials', 'secret.key'].sort(),
      );
      expect(manifest).toMatchObject({
        product: 'diemcau',
        format: 2,
        database: onPostgres ? 'postgres' : 'sqlite',
        migrations: knownSteps,
        rows: { attendance_entry: 1, participant: 3, material_version: 1 },
      });
      expect(manifest.files.map(({ path }) => path).sort()).toEqual(
        ['audit.key', database, `materials/${file}`, 'secret.key'].sort(),
      );
      expect(manifest.files.find(({ path }) => path.startsWith('materials/'))).toMatchObject({
        sha256: createHash('sha256').update(PDF).digest('hex'),
        size: Buffer.byteLength(PDF),
      });
      for (const name of ['', 'materials']) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o700);
      for (const { path } of [...manifest.files, { path: 'manifest.json' }])
        expect([(await stat(join(folder, path))).mode & 0o777, path]).toEqual([0o600, path]);
      expect(await readdir(here.place)).toEqual(['bản-1']);
    });

    it('leaves out files that no row names', async () => {
      await writeFile(join(here.app.dataDir, 'materials', randomUUID()), 'nobody’s');
      const folder = await backedUp(here);
      expect(await readdir(join(folder, 'materials'))).toEqual([await storedAs(here)]);
    });

    it('fails if a material’s file does not match its row, and leaves nothing', async () => {
      const path = join(here.app.dataDir, 'materials', await storedAs(here));
      await chmod(path, 0o600);
      await appendFile(path, 'x');
      await expect(backedUp(here)).rejects.toThrow(
        /^the file [0-9a-f-]{36} of a material is damaged: remove that material, or upload it again$/,
      );
      await rm(path);
      await expect(backedUp(here)).rejects.toThrow(/^the file [0-9a-f-]{36} of a material is missing in /);
      await writeFile(path, PDF, { mode: 0o600 });
      expect(await readdir(here.place)).toEqual([]);
    });

    it('is refused onto an existing path, and for a folder without an installation', async () => {
      await mkdir(join(here.place, 'bản-1'));
      expect(await backedUp(here)).toBe(join(here.place, 'bản-1'));
      await expect(backedUp(here)).rejects.toThrow(/is there already: name a new folder, for example /);
      await writeFile(join(here.place, 'tệp'), '');
      await expect(backedUp(here, join(here.place, 'tệp'))).rejects.toThrow(/is there already/);
      await expect(
        makeBackup({ dataDir: here.place, databaseUrl: null }, join(here.place, 'x'), workers),
      ).rejects.toThrow(/^there is nothing to copy: .*diemcau\.sqlite is missing/);
    });

    it('removes the rest of a killed backup, and no folder of others', async () => {
      const folder = await backedUp(here);
      const [left] = (await readdir(here.place)).map((name) => `.${name}.unfinished-`);
      await cp(folder, join(here.place, `.bản-1.unfinished-${'0'.repeat(8)}-1-${randomUUID()}`), {
        recursive: true,
      });
      await cp(folder, join(here.place, 'khác'), { recursive: true });
      const [unfinished] = (await readdir(here.place)).filter((name) => name.startsWith(left!));
      await backedUp(here, join(here.place, 'bản-2'));
      expect((await readdir(here.place)).sort()).toEqual([unfinished!, 'bản-1', 'bản-2', 'khác'].sort());
      await utimes(join(here.place, unfinished!), new Date(0), new Date(0));
      await backedUp(here, join(here.place, 'bản-3'));
      expect(await readdir(here.place)).not.toContain(unfinished);
    });
  });
