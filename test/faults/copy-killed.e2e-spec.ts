import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { COPY_PARTS, type ConferenceCopy } from '../../src/contract/conference-copy.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { Client } from '../support/client.js';
import { begun, ended, wish } from '../support/copies.js';
import { until } from '../support/full-database.js';
import { made } from '../support/hall.js';
import { type Scene, setScene, startVictim, type Victim } from './victim.js';

const ROUNDS = 2;
const MATERIALS = 60;
const MINUTES = 60_000;
const TABLES = ['conference', 'site', 'participant', 'checkpoint', 'material', 'material_version'];

let scene: Scene;
let source: string;
beforeAll(async () => {
  scene = await setScene();
  source = scene.hall.conference.id;
  const victim = await startVictim(scene.dataDir);
  const organizer = new Client(victim.url, scene.token);
  for (let nth = 0; nth < MATERIALS; nth += 1)
    made(
      await organizer.upload(
        pathTo(ROUTES.materials, source),
        { name: `t${nth}.pdf`, content: `%PDF-1.7\n${nth}\n%%EOF` },
        { title: `Tài liệu ${nth}`, audience: 'public' },
      ),
    );
  await killed(victim);
});
afterAll(() => scene?.clear());

async function killed({ child, ended }: Victim): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
/** Rows and files: all that a copy could have left behind. */
const left = (): Record<string, number> => ({
  ...JSON.parse(
    execFileSync(
      process.execPath,
      ['test/faults/read-counts.mjs', join(scene.dataDir, 'diemcau.sqlite'), ...TABLES],
      { env: { PATH: process.env.PATH }, encoding: 'utf8' },
    ),
  ),
  files: readdirSync(join(scene.dataDir, 'materials')).length,
});

it(
  'a copy leaves nothing behind when the service is killed in it, and again while it takes it away',
  async () => {
    const before = left();
    for (let round = 0; round < ROUNDS; round += 1) {
      const copying = await startVictim(scene.dataDir);
      const body = wish({ parts: [...COPY_PARTS] });
      const organizer = new Client(copying.url, scene.token);
      await begun(organizer, source, body);
      const read = (): Promise<ConferenceCopy> =>
        organizer.get<ConferenceCopy>(pathTo(ROUTES.copy, body.id)).then(made);
      while ((await read()).done < 20 + round * 40) await pause(1);
      await killed(copying);
      // It listens while it takes away: the earlier the kill, the more is left.
      const removing = await startVictim(scene.dataDir);
      await pause(round * 10);
      await killed(removing);
      const last = await startVictim(scene.dataDir);
      const copy = await ended(new Client(last.url, scene.token), body.id);
      expect([copy.state, copy.code]).toEqual(['failed', 'copy.interrupted']);
      await until(() => left().conference === before.conference, 10_000, 'what was half copied is gone');
      expect(left()).toEqual(before);
      await killed(last);
    }
  },
  5 * MINUTES,
);
