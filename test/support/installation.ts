import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Material } from '../../src/contract/material.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { makeBackup } from '../../src/ops/backup/make-backup.js';
import type { Manifest } from '../../src/ops/backup/manifest.js';
import { connected, serverMajor } from '../../src/ops/backup/postgres-copy.js';
import { findTool } from '../../src/ops/backup/postgres-tools.js';
import { type Restored, restoreBackup } from '../../src/ops/backup/restore-backup.js';
import { Databases } from '../../src/platform/database/databases.js';
import { migrationNames } from '../../src/platform/database/migrating.js';
import { Workers } from '../../src/platform/workers/workers.js';
import { schema } from '../../src/schema.js';
import { startTestApp, type TestApp } from './app.js';
import { type Hall, made, makeHall, present } from './hall.js';

export const onPostgres = process.env.TEST_DATABASE === 'postgres';
export const PDF = '%PDF-1.7\ncác bước chuyển đổi số\n%%EOF';
export const knownSteps = migrationNames(schema.migrations.map((Migration) => new Migration()));
export const workers = new Workers();
/**
 * Without pg_dump of the server's version, which most machines lack for the newest one, it
 * is the clear word that is tested.
 */
export const hasTools = !onPostgres || (await findTool('pg_dump', await versionOfServer())) !== null;

async function versionOfServer(): Promise<number> {
  const client = await connected(`${process.env.TEST_POSTGRES_URL}/postgres`);
  return serverMajor(client).finally(() => client.end());
}

/** A service with one person marked and one material, and an empty folder for each story. */
export interface Installation {
  app: TestApp;
  hall: Hall;
  material: Material;
  /** New for each story. */
  place: string;
}

/** To be called at the top of a file. */
export function installation(): Installation {
  const here = {} as Installation;
  beforeAll(async () => {
    here.app = await startTestApp();
    const { organizer } = here.app;
    const hall = (here.hall = await makeHall(organizer, { sites: 1, people: 3 }));
    const file = { name: 'tai-lieu.pdf', type: 'application/pdf', content: PDF };
    const path = pathTo(ROUTES.materials, hall.conference.id);
    here.material = made(
      await organizer.upload<Material>(path, file, { title: 'Tài liệu', audience: 'public' }),
    );
    const entries = [present(hall.checkpoint.id, hall.people[0]![0]!.id)];
    made(await organizer.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), { entries }));
  });
  afterAll(() => here.app.stop());
  beforeEach(async () => {
    here.place = await mkdtemp(join(tmpdir(), 'diemcau-backup-'));
  });
  afterEach(() => rm(here.place, { recursive: true, force: true }));
  return here;
}

/** Makes a backup of it in its place, and answers the folder. */
export async function backedUp({ app, place }: Installation, folder = join(place, 'bản-1')): Promise<string> {
  const settings = { dataDir: app.dataDir, databaseUrl: app.databaseUrl ?? null };
  return (await makeBackup(settings, folder, workers)).folder;
}

export function restored(
  folder: string,
  dataDir: string,
  databaseUrl: string | null = null,
): Promise<Restored> {
  return restoreBackup({ dataDir, databaseUrl }, folder, knownSteps, () => undefined);
}

export async function manifestOf(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
}

/** The file of the only material, as its row names it. */
export async function storedAs({ app }: Installation): Promise<string> {
  const rows = await app.app
    .get(Databases)
    .writer.query<{ storedAs: string }[]>('SELECT "storedAs" FROM "material_version"');
  return rows[0]!.storedAs;
}
