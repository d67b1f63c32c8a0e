import { chown, cp, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Participant } from '../src/contract/participant.js';
import type { Roster } from '../src/contract/roster.js';
import type { AuditAnchor, AuditLine, AuditVerdict } from '../src/contract/audit.js';
import type { BackupStatus } from '../src/contract/backup.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { AuditWatch } from '../src/audit/audit-watch.service.js';
import { readConfig } from '../src/platform/config/config.js';
import { start } from '../src/start.js';
import { newDatabase, ORGANIZER } from './support/app.js';
import { Client } from './support/client.js';
import { made } from './support/hall.js';
import {
  backedUp,
  hasTools,
  installation,
  manifestOf,
  onPostgres,
  PDF,
  restored,
} from './support/installation.js';
import { damages, sha256 } from './support/damaged-backups.js';
import { storyWhere } from './support/story-where.js';

const here = installation();
const ACCOUNT = 10_001;
const asRoot = storyWhere(
  'a restore by root',
  process.getuid?.() === 0 ? null : 'only root gives files away',
);

if (hasTools)
  describe('a restore', () => {
    const target = async (): Promise<[dataDir: string, databaseUrl: string | null]> => [
      join(here.place, 'mới'),
      onPostgres ? await newDatabase() : null,
    ];

    it('brings everything back, and a service starts with it', async () => {
      const folder = await backedUp(here);
      const [dataDir, databaseUrl] = await target();
      expect(await restored(folder, dataDir, databaseUrl)).toMatchObject({ movedTo: null });
      const running = await start(
        readConfig({
          PORT: '0',
          DATA_DIR: dataDir,
          DATABASE_URL: databaseUrl ?? undefined,
          LOG_LEVEL: 'silent',
        }),
      );
      try {
        const there = here.app.organizer;
        const client = new Client(running.url, there.token);
        expect(
          made(await client.get<{ items: unknown[] }>(pathTo(ROUTES.ledger, here.hall.conference.id))).items,
        ).toHaveLength(1);
        expect(made(await client.get<string>(pathTo(ROUTES.materialContent, here.material.id)))).toBe(PDF);
        expect(made(await client.get<BackupStatus>(pathTo(ROUTES.backup)))).toMatchObject({
          state: 'good',
          lastAt: (await manifestOf(folder)).startedAt,
        });
      } finally {
        await running.stop();
      }
    });

    asRoot('by root leaves all to the account that DATA_DIR belongs to', async () => {
      const folder = await backedUp(here);
      const [dataDir, databaseUrl] = await target();
      await mkdir(dataDir);
      await chown(dataDir, ACCOUNT, ACCOUNT);
      await restored(folder, dataDir, databaseUrl);
      const names = await readdir(dataDir, { recursive: true });
      expect(names.length).toBeGreaterThan(4);
      for (const name of names)
        expect([name, (await lstat(join(dataDir, name))).uid]).toEqual([name, ACCOUNT]);
    });

    it('sends everything to a console that has seen later changes', async () => {
      const { hall, app } = here;
      const site = hall.sites[0]!.id;
      const folder = await backedUp(here);
      const add = (client: Client, fullName: string) =>
        client.post<Participant>(pathTo(ROUTES.participants, hall.conference.id), { siteId: site, fullName });
      const lost = made(await add(app.organizer, 'Người của lịch sử đã mất'));
      const { seq } = made(await app.organizer.get<Roster>(pathTo(ROUTES.roster, site)));
      const [dataDir, databaseUrl] = await target();
      await restored(folder, dataDir, databaseUrl);
      const running = await start(
        readConfig({
          PORT: '0',
          DATA_DIR: dataDir,
          DATABASE_URL: databaseUrl ?? undefined,
          LOG_LEVEL: 'silent',
        }),
      );
      try {
        const client = new Client(running.url, app.organizer.token);
        for (const nth of [1, 2, 3]) made(await add(client, `Người mới ${nth}`));
        const since = (number: number) =>
          client.get<Roster>(`${pathTo(ROUTES.roster, site)}?since=${number}`);
        const { body } = await since(seq);
        expect([body.full, body.members.some(({ participantId }) => participantId === lost.id)]).toEqual([
          true,
          false,
        ]);
        expect(body.members).toHaveLength(6);
        expect((await since(body.seq)).body).toMatchObject({ full: false, members: [] });
      } finally {
        await running.stop();
      }
    });

    it('leaves a line in the trail that it brings back, and no break where it discarded lines', async () => {
      const folder = await backedUp(here);
      const [dataDir, databaseUrl] = await target();
      const opened = async (url: string | null) => {
        const running = await start(
          readConfig({
            PORT: '0',
            DATA_DIR: dataDir,
            DATABASE_URL: url ?? undefined,
            LOG_LEVEL: 'silent',
          }),
        );
        const browser = new Client(running.url);
        const signIn = await browser.post(pathTo(ROUTES.signIn), ORGANIZER);
        const owner = browser.browser(signIn);
        const verify = async (body: object): Promise<AuditVerdict> =>
          made(await owner.post<AuditVerdict>(pathTo(ROUTES.auditVerify), body));
        await running.app.get(AuditWatch).started();
        return { running, owner, verify };
      };
      await restored(folder, dataDir, databaseUrl);
      const first = await opened(databaseUrl);
      const { head } = await first.verify({});
      await first.running.stop();
      const anotherUrl = onPostgres ? await newDatabase() : null;
      await restored(folder, dataDir, anotherUrl);
      const second = await opened(anotherUrl);
      try {
        const path = `${pathTo(ROUTES.audit)}?act=installation.restored`;
        const { items } = made(await second.owner.get<Page<AuditLine>>(path));
        const [{ detail }] = items as [AuditLine];
        expect(items).toHaveLength(1);
        expect(detail).toMatchObject({ backupOf: (await manifestOf(folder)).startedAt });
        expect((detail!.lost as AuditAnchor).seq).toBeGreaterThanOrEqual(head.seq);
        expect(await second.verify({ anchors: [head] })).toMatchObject({
          isWhole: true,
          noted: 0,
          lostByRestore: [head],
        });
      } finally {
        await second.running.stop();
      }
    });

    it('moves existing data aside and deletes nothing', async () => {
      const folder = await backedUp(here);
      const [dataDir, databaseUrl] = await target();
      await restored(folder, dataDir, databaseUrl);
      const before = await readFile(join(dataDir, 'secret.key'), 'utf8');
      const { movedTo } = await restored(folder, dataDir, onPostgres ? await newDatabase() : null);
      expect(await readFile(join(movedTo!, 'secret.key'), 'utf8')).toBe(before);
      expect((await readdir(movedTo!)).sort()).toEqual(
        [
          ...(onPostgres ? [] : ['diemcau.sqlite']),
          'audit.key',
          'last-backup.json',
          'materials',
          'secret.key',
        ].sort(),
      );
    });

    it('is refused while a service runs on the data', async () => {
      const folder = await backedUp(here);
      await expect(restored(folder, here.app.dataDir, here.app.databaseUrl ?? null)).rejects.toThrow(
        /^another service runs on the data in /,
      );
      expect((await here.app.anonymous.get('/health/ready')).status).toBe(200);
    });

    it('is completed by the next run if it was cut after the last move', async () => {
      const folder = await backedUp(here);
      const [dataDir, databaseUrl] = await target();
      await restored(folder, dataDir, databaseUrl);
      await writeFile(join(dataDir, 'restore-unfinished'), `${folder}\n`);
      await mkdir(join(dataDir, '.restoring-1-1'));
      await restored(folder, dataDir, databaseUrl);
      const names = (await readdir(dataDir)).filter((name) => /^\.restoring|^restore-/.test(name));
      expect(names).toEqual([]);
    });

    if (onPostgres)
      it('is refused for a database that is not empty', async () => {
        const folder = await backedUp(here);
        const [dataDir, databaseUrl] = await target();
        await restored(folder, dataDir, databaseUrl);
        await expect(restored(folder, join(here.place, 'khác'), databaseUrl)).rejects.toMatchObject({
          code: 'not-empty',
        });
      });

    it.each(damages(here))(
      'is refused of a backup with %s, and nothing is touched',
      async (_, spoil, code, message) => {
        const folder = await backedUp(here);
        const [dataDir, databaseUrl] = await target();
        await spoil(folder);
        const refusal = await restored(folder, dataDir, databaseUrl).then(
          () => null,
          (fault: Error & { code: string }) => fault,
        );
        expect(refusal).toMatchObject({ code, message: expect.stringMatching(message) as string });
        expect(refusal!.message.includes('\n')).toBe(false);
        expect(await readdir(here.place)).toEqual(['bản-1']);
      },
    );

    it('names the newest backup when the folder holds many', async () => {
      const newest = await backedUp(here, join(here.place, 'nightly', 'diemcau-2026-11-28T19-00-00Z'));
      await cp(newest, join(here.place, 'nightly', 'diemcau-2026-11-27T19-00-00Z'), { recursive: true });
      const folder = join(here.place, 'nightly');
      await expect(restored(folder, join(here.place, 'mới'))).rejects.toThrow(
        `${folder} holds 2 backups: name one of them, the newest is ${newest}`,
      );
    });

    it('keeps a service from starting after a cut, until it is run again', async () => {
      const folder = await backedUp(here);
      const [dataDir, databaseUrl] = await target();
      await mkdir(dataDir);
      await writeFile(join(dataDir, 'restore-unfinished'), folder);
      const begin = () =>
        start(
          readConfig({
            PORT: '0',
            DATA_DIR: dataDir,
            DATABASE_URL: databaseUrl ?? undefined,
            LOG_LEVEL: 'silent',
          }),
        );
      await expect(begin()).rejects.toThrow(
        /^a restore into .* has begun and not ended: run npm run restore again, with the same backup$/,
      );
      await restored(folder, dataDir, databaseUrl);
      await (await begin()).stop();
    });
  });

if (!hasTools)
  it('a restore into PostgreSQL without a matching pg_restore says what to install', async () => {
    const folder = join(here.place, 'bản-1');
    await mkdir(folder);
    const files = ['diemcau.pgdump', 'secret.key'].map((path) => ({ path, size: 1, sha256: sha256('x') }));
    for (const { path } of files) await writeFile(join(folder, path), 'x');
    const list = {
      product: 'diemcau',
      format: 1,
      startedAt: '2026-11-28T19:00:00.000Z',
      database: 'postgres',
      migrations: [],
      rows: {},
      files,
    };
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(list));
    const dataDir = join(here.place, 'mới');
    await expect(restored(folder, dataDir, await newDatabase())).rejects.toThrow(
      /^pg_restore of version \d+ or newer is not on this machine: install /,
    );
    expect((await readdir(dataDir)).filter((name) => !name.startsWith('service.'))).toEqual([]);
  });
