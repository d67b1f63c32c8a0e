import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { missing, type Scene, setScene, startVictim, stored, write } from './victim.js';

const ROUNDS = Number(process.env.STOP_ROUNDS ?? 20);

let scene: Scene;
beforeAll(async () => void (scene = await setScene()), 60_000);
afterAll(() => scene.clear());

it(`ends by SIGTERM under load with code 0 and nothing lost, ${ROUNDS} times (R15)`, async () => {
  for (let nth = 0; nth < ROUNDS; nth += 1) {
    const victim = await startVictim(scene.dataDir);
    const writing = write(victim, scene);
    await pause(50 + Math.random() * 450);
    victim.child.kill('SIGTERM');
    const [code] = await Promise.all([victim.ended, writing]);
    const { ids, integrity } = stored(scene);
    expect({
      code,
      lost: missing(scene.acknowledged, ids),
      unsent: missing(ids, scene.sent),
      integrity,
    }).toEqual({ code: 0, lost: [], unsent: [], integrity: 'ok' });
  }
  expect(scene.acknowledged.size).toBeGreaterThan(ROUNDS);
}, 600_000);
