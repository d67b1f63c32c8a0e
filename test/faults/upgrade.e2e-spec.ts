import { afterEach, beforeEach, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeOlder, opened, wholeOf } from '../support/older-schema.js';

const MINUTES = 60_000;
/** A process is started and killed at each of so many statements. */
const KILL_EVERY = Number(process.env.KILL_EVERY ?? 12);
let folder: string;
let older: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diemcau-upgrade-'));
  older = join(folder, 'older');
  await makeOlder({ DATA_DIR: older });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/**
 * Upgrades a copy of the older installation in a process of its own, which is killed after that statement.
 */
async function upgrade(
  killAfter: number,
  env: Record<string, string> = {},
): Promise<{ dataDir: string; end: unknown; statements: number }> {
  const dataDir = join(folder, `killed-${killAfter}`);
  // Its log is folded into the file at its end; the empty one goes when the
  // last reader's connection is freed.
  await cp(older, dataDir, { recursive: true, filter: (path) => !/-(wal|shm)$/.test(path) });
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
  // The service logs to the same place: the number is the last line.
  return { dataDir, end: code ?? signal, statements: Number(text.trim().split('\n').at(-1)) };
}

/** Reads the database after the next start. */
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

/** One upgrade; the installation as a kill after each of its statements would leave it, in their order. */
async function everyMoment(env: Record<string, string> = {}): Promise<{ whole: string; moments: string[] }> {
  const copies = join(folder, 'moments');
  const { dataDir, end, statements } = await upgrade(0, { ...env, COPY_TO: copies });
  expect(end).toBe(0);
  return {
    whole: dataDir,
    moments: Array.from({ length: statements }, (_, at) => join(copies, String(at + 1))),
  };
}
const copyBefore = async (dataDir: string): Promise<string[]> =>
  (await readdir(dataDir)).filter((name) => name.startsWith('before-upgrade'));
const COPY = ['before-upgrade-1700000000080.sqlite'];

it(
  'an upgrade that stops after any of its statements is completed by the next start (R11)',
  async () => {
    const { whole, moments } = await everyMoment();
    const expected = await next(whole);
    expect(moments.length).toBeGreaterThan(50);
    expect(expected).toMatchObject({
      broken: [],
      rows: { attendance_delivery: [expect.anything(), expect.anything()] },
    });
    for (const [at, dataDir] of moments.entries()) {
      expect([at, await copyBefore(dataDir)]).toEqual([at, COPY]);
      expect({ at, found: await next(dataDir) }).toEqual({ at, found: expected });
    }
  },
  10 * MINUTES,
);

it(
  'and so is one whose process is killed',
  async () => {
    const whole = await upgrade(0);
    const expected = await next(whole.dataDir);
    for (let killAfter = 1; killAfter <= whole.statements; killAfter += KILL_EVERY) {
      const { dataDir, end } = await upgrade(killAfter);
      expect([end, await copyBefore(dataDir)]).toEqual(['SIGKILL', COPY]);
      expect({ killAfter, found: await next(dataDir) }).toEqual({ killAfter, found: expected });
    }
  },
  15 * MINUTES,
);

it(
  'would not be completed if the steps ran without transactions: the canary',
  async () => {
    const { whole, moments } = await everyMoment({ TRANSACTIONS: 'none' });
    const expected = await next(whole);
    let broken = 0;
    for (const dataDir of moments)
      if (JSON.stringify(await next(dataDir)) !== JSON.stringify(expected)) broken += 1;
    expect(broken).toBeGreaterThan(0);
  },
  5 * MINUTES,
);
