import { afterEach, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { missing, type Scene, setScene, startVictim, stored, type Victim, write } from './victim.js';

/** The promise says 30; more by the environment. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 30);
const CANARY_ROUNDS = 8;
const MINUTES = 60_000;

let scene: Scene;
afterEach(() => scene.clear());

/** Kills the service while eight write, and starts it again on what is left. */
async function killed(
  victim: Victim,
): Promise<{ next: Victim; lost: string[]; unsent: string[]; integrity: unknown }> {
  const writing = write(victim, scene);
  await pause(50 + Math.random() * 750);
  victim.child.kill('SIGKILL');
  await Promise.all([victim.ended, writing]);
  const next = await startVictim(scene.dataDir);
  const { ids, integrity } = stored(scene);
  return { next, lost: missing(scene.acknowledged, ids), unsent: missing(ids, scene.sent), integrity };
}
async function end(victim: Victim): Promise<void> {
  victim.child.kill('SIGKILL');
  await victim.ended;
}

it(
  `loses nothing that it acknowledged when it is killed, ${ROUNDS} times (R1)`,
  async () => {
    scene = await setScene();
    let victim = await startVictim(scene.dataDir);
    for (let nth = 0; nth < ROUNDS; nth += 1) {
      const { next, ...found } = await killed(victim);
      victim = next;
      expect(found).toEqual({ lost: [], unsent: [], integrity: 'ok' });
    }
    await end(victim);
    expect(scene.acknowledged.size).toBeGreaterThan(ROUNDS);
  },
  10 * MINUTES,
);

it(
  'would lose if it answered before the commit: the canary',
  async () => {
    scene = await setScene();
    let lost = 0;
    for (let nth = 0; nth < CANARY_ROUNDS && lost === 0; nth += 1) {
      const found = await killed(await startVictim(scene.dataDir, 'test/faults/answer-too-early.mjs'));
      lost = found.lost.length;
      await end(found.next);
    }
    expect(lost).toBeGreaterThan(0);
  },
  5 * MINUTES,
);
