import { afterEach, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { missing, type Scene, setScene, startVictim, stored, type Victim, write } from './victim.js';

const MINUTES = 60_000;
const ROUNDS = Number(process.env.BACKUP_ROUNDS ?? 5);
const KILLS = Number(process.env.BACKUP_KILLS ?? 12);

let scene: Scene;
let victim: Victim;
let folder: string;
afterEach(async () => {
  victim.child.kill('SIGKILL');
  await Promise.all([victim.ended, writing]);
  await scene.clear();
  await rm(folder, { recursive: true, force: true });
});
let writing: Promise<unknown>;
async function begin(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'diemcau-backups-'));
  scene = await setScene();
  victim = await startVictim(scene.dataDir);
  writing = write(victim, scene);
}

/** Runs the built program. Answers its exit code, or the signal that killed it after so many milliseconds. */
async function run(
  program: 'backup' | 'restore',
  target: string,
  dataDir: string,
  killAfterMs?: number,
): Promise<{ end: unknown; said: string }> {
  const env = { ...process.env, NODE_OPTIONS: '', DATA_DIR: dataDir, DATABASE_URL: '' };
  const child = spawn(process.execPath, [`dist/server/${program}.js`, target], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  return { end: code ?? signal, said };
}
/** The writers go on at full speed: more than 200 a second on a machine that does nothing else. */
async function acknowledged(more: number): Promise<Set<string>> {
  for (const from = scene.acknowledged.size; scene.acknowledged.size < from + more;) await pause(5);
  return new Set(scene.acknowledged);
}

it(
  'a backup under load and its restore hold every id acknowledged before it began (R10)',
  async () => {
    await begin();
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await acknowledged(200);
      const target = join(folder, `backup-${round}`);
      expect(await run('backup', target, scene.dataDir)).toMatchObject({
        end: 0,
        said: expect.stringContaining('backup whole and verified: '),
      });
      expect(scene.acknowledged.size).toBeGreaterThan(before.size);
      const dataDir = join(folder, `restored-${round}`);
      expect(await run('restore', target, dataDir)).toMatchObject({ end: 0 });
      const { ids, integrity } = stored({ ...scene, dataDir });
      expect({ lost: missing(before, ids), unsent: missing(ids, scene.sent), integrity }).toEqual({
        lost: [],
        unsent: [],
        integrity: 'ok',
      });
    }
  },
  5 * MINUTES,
);

it(
  'a killed backup leaves a whole one or nothing, and the next one removes its rest (R10)',
  async () => {
    await begin();
    await acknowledged(2_000);
    let killed = 0;
    for (let nth = 0; nth < KILLS; nth += 1) {
      const target = join(folder, `backup-${nth}`);
      const { end } = await run('backup', target, scene.dataDir, 100 + nth * 60);
      if (end === 'SIGKILL') killed += 1;
      // A backup that was killed after it got its name is whole.
      const isThere = existsSync(target);
      const dataDir = join(folder, `of-${nth}`);
      if (isThere) expect(await run('restore', target, dataDir)).toMatchObject({ end: 0 });
      expect({ end, isThere }).toEqual(end === 'SIGKILL' ? { end, isThere } : { end: 0, isThere: true });
      await rm(dataDir, { recursive: true, force: true });
      await rm(target, { recursive: true, force: true });
    }
    expect(killed).toBeGreaterThan(0);
    const before = await acknowledged(100);
    expect(await run('backup', join(folder, 'last'), scene.dataDir)).toMatchObject({ end: 0 });
    expect(await readdir(folder)).toEqual(['last']);
    await run('restore', join(folder, 'last'), join(folder, 'restored'));
    expect(missing(before, stored({ ...scene, dataDir: join(folder, 'restored') }).ids)).toEqual([]);
  },
  5 * MINUTES,
);

it(
  'a plain copy of the file under load loses entries: the canary',
  async () => {
    await begin();
    const before = await acknowledged(500);
    const dataDir = join(folder, 'copied');
    await mkdir(dataDir);
    await copyFile(join(scene.dataDir, 'diemcau.sqlite'), join(dataDir, 'diemcau.sqlite'));
    expect(missing(before, stored({ ...scene, dataDir }).ids).length).toBeGreaterThan(0);
  },
  MINUTES,
);

it(
  'a restore exits with 3 while the service runs, and with 4 for half a backup',
  async () => {
    await begin();
    const target = join(folder, 'backup');
    await run('backup', target, scene.dataDir);
    expect(await run('restore', target, scene.dataDir)).toEqual({
      end: 3,
      said: expect.stringMatching(/^checking .*\nnot restored: another service runs on the data in .*\n$/),
    });
    await rm(join(target, 'secret.key'));
    expect(await run('restore', target, join(folder, 'new'))).toEqual({
      end: 4,
      said: expect.stringMatching(
        /^checking .*\nnot restored: .* is no whole backup: secret\.key is missing\n$/,
      ),
    });
    expect(existsSync(join(folder, 'new'))).toBe(false);
  },
  MINUTES,
);
