import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { makeBackup } from '../src/ops/backup/make-backup.js';
import { readConfig } from '../src/platform/config/config.js';
import { start } from '../src/start.js';
import { newDatabase, startTestApp, type TestApp } from './support/app.js';
import { Client } from './support/client.js';
import { made, present } from './support/hall.js';
import { hasTools, onPostgres, restored, workers } from './support/installation.js';
import { PERSON, plant, type Planted, wordsInFiles, wordsInRows } from './support/planted.js';

let place: string;
let app: TestApp;
let planted: Planted;
const backups = () => join(place, 'backups');
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'diemcau-erased-'));
  app = await startTestApp({ BACKUP_DIR: backups() });
  planted = await plant(app);
});
afterAll(async () => {
  await app.stop();
  await rm(place, { recursive: true, force: true });
});

if (hasTools)
  test('who was erased after a backup is so again, also as a walk-in who was joined later', async () => {
    const folder = join(backups(), 'before');
    const { dataDir, databaseUrl } = app;
    const { participantId: _nobody, ...act } = present(planted.hall.checkpoint.id, '');
    const walkIn = { fullName: PERSON.fullName, unit: PERSON.unit };
    const entry = { ...act, method: 'walk_in', walkIn };
    const there = planted.hall.sites[1]!.id;
    made(await app.organizer.post(pathTo(ROUTES.attendance, there), { entries: [entry] }));
    await makeBackup({ dataDir, databaseUrl: databaseUrl ?? null }, folder, workers);
    const participantId = planted.person.id;
    made(await app.organizer.post(pathTo(ROUTES.join, entry.id), { participantId }));
    made(await app.organizer.post(pathTo(ROUTES.participantErase, participantId), { reason: 'x' }));
    expect((await readdir(backups())).sort()).toEqual(['before', 'erased.jsonl']);

    // Another machine: of the old one nothing is left but the folder of the backups.
    const target = join(place, 'new machine');
    const database = onPostgres ? await newDatabase() : null;
    await restored(folder, target, database);
    if (!onPostgres) expect(await wordsInFiles([target])).not.toEqual([]);
    const settings = {
      PORT: '0',
      DATA_DIR: target,
      LOG_LEVEL: 'silent',
      DATABASE_URL: database ?? undefined,
    };
    const running = await start(readConfig(settings));
    try {
      const restoredApp = new Client(running.url, app.organizer.token);
      const nameOf = async (id: string): Promise<string> =>
        made(await restoredApp.get<Participant>(pathTo(ROUTES.participant, id))).fullName;
      expect(await nameOf(participantId)).toBe('Đã xoá 1');
      // In the backup the walk-in is not known to be the same person yet.
      expect(await nameOf(entry.id)).toBe('Đã xoá 2');
      expect(await wordsInRows({ ...app, ...running })).toEqual([]);
      if (!onPostgres) expect(await wordsInFiles([target])).toEqual([]);
    } finally {
      await running.stop();
    }
    if (!onPostgres) expect(await wordsInFiles([target])).toEqual([]);
  });

test('a list that was cut in mid-line loses nothing but that line', async () => {
  const { erasedIn, noteErased } = await import('../src/platform/personal-data/erased-list.js');
  const { appendFile } = await import('node:fs/promises');
  const folder = join(place, 'cut');
  const note = (participantId: string) => ({
    participantId,
    conferenceId: 'c',
    keep: [],
    at: 'x',
    accountId: 'a',
  });
  await noteErased(folder, note('1'));
  await appendFile(join(folder, 'erased.jsonl'), '{"participantId":"2","ke');
  await noteErased(folder, note('3'));
  expect((await erasedIn([folder])).map(({ participantId }) => participantId)).toEqual(['1', '3']);
});
