import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { missing, type Scene, setScene, startVictim, stored, write } from './victim.js';

const ROUNDS = Number(process.env.STOP_ROUNDS ?? 20);
const CANARY_ROUNDS = 8;
const MINUTES = 60_000;

let scene: Scene;
beforeAll(async () => void (scene = await setScene()), 60_000);
afterAll(() => scene.clear());

interface Stopped {
  code: unknown;
  lost: string[];
  unsent: string[];
  integrity: unknown;
}

/** Asks the service to end while eight write. */
async function stopped(main?: string): Promise<Stopped> {
  const victim = await startVictim(scene.dataDir, main);
  const writing = write(victim, scene);
  await pause(50 + Math.random() * 450);
  victim.child.kill('SIGTERM');
  const [code] = await Promise.all([victim.ended, writing]);
  const { ids, integrity } = stored(scene);
  return { code, lost: missing(scene.acknowledged, ids), unsent: missing(ids, scene.sent), integrity };
}

it(
  `ends by SIGTERM under load with code 0 and nothing lost, ${ROUNDS} times (R15)`,
  async () => {
    for (let nth = 0; nth < ROUNDS; nth += 1)
      expect(await stopped()).toEqual({ code: 0, lost: [], unsent: [], integrity: 'ok' });
    expect(scene.acknowledged.size).toBeGreaterThan(ROUNDS);
  },
  10 * MINUTES,
);

it(
  'would lose, and end without a code, if it finished nothing and answered before the commit: the canary',
  async () => {
    const found: Stopped[] = [];
    while (found.length < CANARY_ROUNDS && !found.some(({ lost }) => lost.length > 0))
      found.push(await stopped('test/faults/answer-too-early.mjs'));
    expect(found.map(({ code }) => code)).not.toContain(0);
    expect(found.at(-1)!.lost.length).toBeGreaterThan(0);
  },
  5 * MINUTES,
);
