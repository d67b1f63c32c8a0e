import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { WebhookDelivery } from '../src/contract/webhook.js';
import { startTestApp } from './support/app.js';
import { made } from './support/hall.js';
import { makeWebhook } from './support/webhook-receiver.js';

const [, example] = /```js\n([\s\S]+?)```/.exec(readFileSync('docs/webhooks.md', 'utf8'))!;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** The receiver of the documentation, as somebody copies it. */
function startExample(port: number, secret: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', example!], {
    env: { PATH: process.env.PATH, PORT: String(port), WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed: string[] = [];
  child.stdout.on('data', (text: Buffer) => printed.push(text.toString()));
  return { child, printed };
}

it('the receiver of docs/webhooks.md takes what is signed, once, and nothing else', async () => {
  const app = await startTestApp({ WEBHOOK_ALLOW: '127.0.0.1' });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const [webhook, stranger] = [
    await makeWebhook(app.organizer, { url }),
    await makeWebhook(app.organizer, { url }),
  ];
  const { child, printed } = startExample(port, webhook.secret);
  const ping = async (id: string): Promise<WebhookDelivery> =>
    made(await app.organizer.post<WebhookDelivery>(pathTo(ROUTES.webhookPing, id)));
  let delivery = await ping(webhook.id);
  while (delivery.state !== 'delivered') {
    expect(delivery.attempts[0]!.fault).toBe('unreachable');
    await pause(50);
    delivery = await ping(webhook.id);
  }
  made(await app.organizer.post(pathTo(ROUTES.deliveryResend, delivery.id)));
  expect((await ping(stranger.id)).attempts[0]).toMatchObject({ status: 400, fault: 'status' });
  child.kill();
  await once(child, 'close');
  await app.stop();
  expect(printed.join('')).toBe('webhook.ping {"conferenceId":null,"seq":0}\n');
});
