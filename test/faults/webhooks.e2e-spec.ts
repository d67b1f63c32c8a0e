import { afterEach, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Webhook } from '../../src/contract/webhook.js';
import { Client } from '../support/client.js';
import { made, pair } from '../support/hall.js';
import { makeWebhook, WebhookReceiver } from '../support/webhook-receiver.js';
import { missing, type Scene, setScene, startVictim, type Victim } from './victim.js';

const ROUNDS = 6;
const WRITERS = 4;
const MINUTES = 60_000;
const ALLOWED = { env: { WEBHOOK_ALLOW: '127.0.0.1' } };

let scene: Scene;
let receiver: WebhookReceiver;
afterEach(async () => {
  await scene.clear();
  await receiver.stop();
});

/** A console that calls and takes its call back, until the service is gone. Notes each call after its 2xx. */
async function calls(victim: Victim, token: string): Promise<void> {
  const [site] = scene.hall.sites;
  const client = new Client(victim.url, token);
  for (;;) {
    const id = randomUUID();
    scene.sent.add(id);
    const path = pathTo(ROUTES.siteHelp, site!.id);
    const answer = await client.post(path, { id, message: 'Mất tiếng' }).catch(() => null);
    if (answer === null) return;
    if (answer.status < 300) scene.acknowledged.add(id);
    await client.post(pathTo(ROUTES.helpWithdraw, id)).catch(() => null);
  }
}

/**
 * Kills the service so often, each time while calls come and deliveries wait, and lets the sound service send
 * what is left. @returns how many acknowledged calls had not been told at a kill, all kills together
 */
async function killed(main?: string): Promise<number> {
  scene = await setScene();
  receiver = await WebhookReceiver.start();
  // Slower than the acts come: at each kill something waits.
  receiver.answers = (_, __, response) => void setTimeout(() => response.writeHead(204).end(), 40);
  let victim = await startVictim(scene.dataDir, main, ALLOWED);
  const owner = new Client(victim.url, scene.token);
  const { id } = await makeWebhook(owner, {
    conferenceId: scene.hall.conference.id,
    url: receiver.url,
    events: ['help.called'],
  });
  const { token } = await pair(owner, scene.hall.sites[0]!.id);
  let pending = 0;
  for (let nth = 0; nth < ROUNDS; nth += 1) {
    const writing = Array.from({ length: WRITERS }, () => calls(victim, token));
    await pause(150 + Math.random() * 450);
    victim.child.kill('SIGKILL');
    await Promise.all([victim.ended, ...writing]);
    pending += missing(scene.acknowledged, told()).length;
    victim = await startVictim(scene.dataDir, nth + 1 < ROUNDS ? main : undefined, ALLOWED);
  }
  receiver.answer(204);
  const client = new Client(victim.url, scene.token);
  const webhook = async (): Promise<Webhook> => made(await client.get<Webhook>(pathTo(ROUTES.webhook, id)));
  while ((await webhook()).waiting > 0) await pause(20);
  victim.child.kill('SIGKILL');
  await victim.ended;
  return pending;
}

it(
  `tells webhooks of every act that it acknowledged, in order, though it is killed ${ROUNDS} times`,
  async () => {
    expect(await killed()).toBeGreaterThan(ROUNDS);
    expect(missing(scene.acknowledged, told())).toEqual([]);
    expect(missing(told(), scene.sent)).toEqual([]);
    // What came twice came at once again: nothing was overtaken.
    const order = receiver.received.map(({ payload }) => payload.data.seq);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(told().size);
  },
  5 * MINUTES,
);

it(
  'would be silent about some if it kept in memory what it has to tell: the canary',
  async () => {
    await killed('test/faults/outbox-in-memory.mjs');
    expect(missing(scene.acknowledged, told()).length).toBeGreaterThan(0);
  },
  5 * MINUTES,
);

const told = (): Set<string> => new Set(receiver.received.map(({ payload }) => payload.data.callId!));
