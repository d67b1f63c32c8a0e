import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Webhook, WebhookDelivery } from '../src/contract/webhook.js';
import type { Page } from '../src/contract/wire.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { SessionEnded } from '../src/schedule/schedule.events.js';
import { DeliveriesRepository } from '../src/webhooks/deliveries.repository.js';
import { DeliveryResults } from '../src/webhooks/delivery-results.js';
import { WebhooksRepository } from '../src/webhooks/webhooks.repository.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made, makeHall } from './support/hall.js';
import { makeWebhook, WebhookReceiver } from './support/webhook-receiver.js';

const HOUR = 3_600_000;
let app: TestApp;
let receiver: WebhookReceiver;
let conferenceId: string;
let webhook: Webhook;
beforeAll(async () => {
  app = await startTestApp({ WEBHOOK_ALLOW: '127.0.0.1' });
});
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  conferenceId = (await makeHall(app.organizer, { sites: 0, people: 0 })).conference.id;
  webhook = await makeWebhook(app.organizer, { conferenceId, url: receiver.url });
});
afterEach(() => receiver.stop());
afterAll(() => app.stop());

const tell = (): Promise<void> =>
  app.app.get(UnitOfWork).run((tx) => {
    tx.announce(new SessionEnded(conferenceId, { id: randomUUID() } as never));
    return Promise.resolve();
  });
/** Of the delivery, once there are so many. */
async function statuses(count: number): Promise<(number | null)[]> {
  for (;;) {
    const path = pathTo(ROUTES.webhookDeliveries, webhook.id);
    const { attempts } = made(await app.organizer.get<Page<WebhookDelivery>>(path)).items[0]!;
    if (attempts.length >= count) return attempts.map(({ status }) => status);
    await pause(10);
  }
}

describe('a change of a webhook while something is sent to it', () => {
  it('is not undone by a 410 to what was sent before, and the new address is told', async () => {
    const other = await WebhookReceiver.start();
    const path = pathTo(ROUTES.webhook, webhook.id);
    receiver.answers = (_, __, response) =>
      void app.organizer.patch(path, { url: other.url }).then(() => response.writeHead(410).end());
    await tell();
    expect(await statuses(1)).toContain(410);
    const { off, failingSince } = made(await app.organizer.get<Webhook>(path));
    expect([off, failingSince]).toEqual([null, null]);
    expect(await statuses(2)).toEqual([410, 204]);
    await other.stop();
  });

  it('is stored, and so is what came of the attempt: neither waits for the other for ever', async () => {
    receiver.answer(500);
    await tell();
    await statuses(1);
    const head = await app.app
      .get(DeliveriesRepository, { strict: false })
      .head({ webhookId: webhook.id, conferenceId });
    const store = app.app.get(WebhooksRepository, { strict: false });
    const changing = app.app.get(UnitOfWork).run(async (tx) => {
      await store.lock(tx, webhook.id);
      await pause(200);
      await store.makeDue(tx, webhook.id, new Date(Date.now() + HOUR).toISOString());
    });
    await pause(100);
    const arrived = { status: 204, fault: null, retryAfter: null, ms: 1 };
    await Promise.all([changing, app.app.get(DeliveryResults, { strict: false }).ofTurn(head!, arrived)]);
    expect(await statuses(2)).toEqual([500, 204]);
  });
});
