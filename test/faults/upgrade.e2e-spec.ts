import { afterEach, beforeEach, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOlder, opened, wholeOf } from '../support/older-schema.js';

const MINUTES = 60_000;
let folder: string;
let older: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diemcau-upgrade-'));
  older = join(folder, 'older');
  await makeOlder({ DATA_DIR: older });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Upgrades a copy of the older installation in a process of its own, which is killed after that statement. */
async function upgrade(
  killAfter: number,
  env: Record<string, string> = {},
): Promise<{ dataDir: string; end: unknown; statements: number }> {
  const dataDir = join(folder, `killed-${killAfter}`);
  await cp(older, dataDir, { recursive: true });
  const child = spawn(process.execPath, ['test/faults/upgrade-victim.mjs'], {
    env: {
      ...process.env,
      ...env,
      NODE_OPTIONS: '',
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      KILL_AFTER: String(killAfter),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { dataDir, end: code ?? signal, statements: Number(text) };
}

/** What the next start makes of it. */
async function next(dataDir: string): Promise<unknown> {
  try {
    const databases = await opened({ DATA_DIR: dataDir });
    const whole = await wholeOf(databases);
    await databases.onApplicationShutdown();
    return whole;
  } catch (fault) {
    return (fault as Error).message;
  }
}

it(
  'an upgrade that is killed after any of its statements is completed by the next start (R11)',
  async () => {
    const whole = await upgrade(0);
    const expected = await next(whole.dataDir);
    expect(whole).toMatchObject({ end: 0, statements: expect.any(Number) });
    expect(whole.statements).toBeGreaterThan(50);
    expect(expected).toMatchObject({
      broken: [],
      rows: { attendance_delivery: [expect.anything(), expect.anything()] },
    });
    for (let killAfter = 1; killAfter <= whole.statements; killAfter += 1) {
      const { dataDir, end } = await upgrade(killAfter);
      expect(end).toBe('SIGKILL');
      expect((await readdir(dataDir)).filter((name) => name.startsWith('before-upgrade'))).toEqual([
        'before-upgrade-1700000000080.sqlite',
      ]);
      expect({ killAfter, found: await next(dataDir) }).toEqual({ killAfter, found: expected });
      await rm(dataDir, { recursive: true });
    }
  },
  15 * MINUTES,
);

it(
  'would not be completed if the steps ran without transactions: the canary',
  async () => {
    const { dataDir, statements } = await upgrade(0);
    const expected = await next(dataDir);
    let broken = 0;
    for (let killAfter = 2; killAfter <= statements && broken === 0; killAfter += 3) {
      const killed = await upgrade(killAfter, { TRANSACTIONS: 'none' });
      if (JSON.stringify(await next(killed.dataDir)) !== JSON.stringify(expected)) broken += 1;
    }
    expect(broken).toBeGreaterThan(0);
  },
  5 * MINUTES,
);
