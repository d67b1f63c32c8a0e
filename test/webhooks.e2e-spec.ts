import { randomUUID } from 'node:crypto';
import { ConferenceRow } from '../src/conferences/conference.entity.js';
import { ConferenceChanged } from '../src/conferences/conferences.events.js';
import type { HelpCall } from '../src/contract/help.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import {
  type Webhook,
  WEBHOOK_EVENTS,
  type WebhookDelivery,
  type WebhookWithSecret,
} from '../src/contract/webhook.js';
import type { Page } from '../src/contract/wire.js';
import { Clock } from '../src/platform/clock/clock.js';
import { Reader } from '../src/platform/database/reader.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { SessionEnded } from '../src/schedule/schedule.events.js';
import { DeliveriesRepository } from '../src/webhooks/deliveries.repository.js';
import { HostResolver } from '../src/webhooks/host-resolver.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { colleague } from './support/colleagues.js';
import { type Hall, made, makeHall, pair } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { makeWebhook, verified, WebhookReceiver } from './support/webhook-receiver.js';

const HOUR = 3_600_000;
let app: TestApp;
let hall: Hall;
let receiver: WebhookReceiver;
beforeAll(async () => {
  app = await startTestApp({ WEBHOOK_ALLOW: '127.0.0.1,nhan.lan' });
  hall = await makeHall(app.organizer, { sites: 1, people: 0 });
  receiver = await WebhookReceiver.start();
});
afterEach(() => {
  receiver.received.splice(0);
  receiver.answer(204);
});
afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

const OPEN = 'https://nhan.example.vn/diemcau';
const post = (client: Client, body: object) =>
  client.post<ProblemBody>(pathTo(ROUTES.webhooks), { name: 'Cổng báo', ...body });
const listed = async (client: Client, query = ''): Promise<string[]> =>
  made(await client.get<Page<Webhook>>(`${pathTo(ROUTES.webhooks)}${query}`)).items.map(({ id }) => id);
const ping = async ({ id }: Webhook, client = app.organizer): Promise<WebhookDelivery> =>
  made(await client.post<WebhookDelivery>(pathTo(ROUTES.webhookPing, id)));

describe('access to webhooks', () => {
  it('is for organizers in their conferences, and for owners in all of them', async () => {
    const other = await makeHall(app.organizer, { sites: 0, people: 0 });
    const scope = [hall.conference.id];
    const local = await colleague(app, { login: 'cum-so-3', role: 'organizer', scope });
    const wide = await colleague(app, { login: 'ca-tinh', role: 'organizer' });
    const steward = await colleague(app, { login: 'truc-ban', role: 'steward' });
    const [own, foreign, everywhere] = [
      await makeWebhook(local, { conferenceId: hall.conference.id, url: OPEN }),
      await makeWebhook(wide, { conferenceId: other.conference.id, url: OPEN }),
      await makeWebhook(app.organizer, { url: receiver.url, events: ['session.ended'] }),
    ];
    expect((await post(steward, { conferenceId: hall.conference.id, url: OPEN })).body.code).toBe(
      'auth.forbidden',
    );
    expect((await post(local, { conferenceId: other.conference.id, url: OPEN })).body.code).toBe(
      'conference.not-found',
    );
    for (const client of [local, wide])
      expect((await post(client, { url: OPEN })).body.code).toBe('auth.forbidden');
    expect(await listed(local)).toEqual([own.id]);
    expect(await listed(wide)).toEqual([own.id, foreign.id]);
    expect(await listed(app.organizer)).toEqual([own.id, foreign.id, everywhere.id]);
    expect(await listed(app.organizer, `?conferenceId=${other.conference.id}`)).toEqual([
      foreign.id,
      everywhere.id,
    ]);
    expect((await local.get(`${pathTo(ROUTES.webhooks)}?conferenceId=${other.conference.id}`)).status).toBe(
      404,
    );
    const { id: deliveryId } = await ping(everywhere);
    for (const client of [local, wide])
      for (const [method, route, id, code] of [
        ['PATCH', ROUTES.webhook, everywhere.id, 'webhook.not-found'],
        ['DELETE', ROUTES.webhook, everywhere.id, 'webhook.not-found'],
        ['POST', ROUTES.webhookSecret, everywhere.id, 'webhook.not-found'],
        ['POST', ROUTES.webhookPing, everywhere.id, 'webhook.not-found'],
        ['GET', ROUTES.webhookDeliveries, everywhere.id, 'webhook.not-found'],
        ['POST', ROUTES.deliveryResend, deliveryId, 'delivery.not-found'],
      ] as const) {
        const body = method === 'PATCH' ? { name: 'Của tôi' } : undefined;
        expect((await client.send<ProblemBody>(method, pathTo(route, id), body)).body.code).toBe(code);
      }
    for (const { id } of [own, foreign, everywhere]) await app.organizer.delete(pathTo(ROUTES.webhook, id));
    expect(await listed(app.organizer)).toEqual([]);
  });
});

describe('a webhook', () => {
  it('is told of no report when a closed conference is deleted', async () => {
    const { id } = (await makeHall(app.organizer, { sites: 0, people: 0, status: 'closed' })).conference;
    const webhook = await makeWebhook(app.organizer, { url: receiver.url, events: ['report.ready'] });
    await app.app.get(UnitOfWork).run(async (tx) => {
      await tx.repo(ConferenceRow).update({ id }, { isRemoved: 1 });
      tx.announce(new ConferenceChanged(id, ['status']));
    });
    const path = pathTo(ROUTES.webhookDeliveries, webhook.id);
    expect(made(await app.organizer.get<Page<WebhookDelivery>>(path)).items).toEqual([]);
    await app.organizer.delete(pathTo(ROUTES.webhook, webhook.id));
  });

  it('shows its secret once, and organizers hear of every change', async () => {
    const live = await LiveClient.connect(app.url, app.organizer.live);
    await live.ask('conference.follow', { conferenceId: hall.conference.id });
    const { secret, ...webhook } = await makeWebhook(app.organizer, {
      conferenceId: hall.conference.id,
      url: OPEN,
    });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(webhook).toEqual({
      id: expect.any(String),
      conferenceId: hall.conference.id,
      name: 'Cổng báo',
      url: OPEN,
      events: [...WEBHOOK_EVENTS],
      enabled: true,
      off: null,
      failingSince: null,
      waiting: 0,
      oldSecretUntil: null,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: webhook.createdAt,
    });
    const path = pathTo(ROUTES.webhook, webhook.id);
    const changed = made(
      await app.organizer.patch<Webhook>(path, {
        name: ' Tổng đài ',
        events: ['help.called', 'site.lost'],
        enabled: false,
      }),
    );
    expect(changed).toMatchObject({
      name: 'Tổng đài',
      events: ['site.lost', 'help.called'],
      off: { reason: 'hand' },
    });
    const list = await app.organizer.get(pathTo(ROUTES.webhooks));
    expect(JSON.stringify([changed, list.body])).not.toContain('secret"');
    expect((await app.organizer.delete(path)).status).toBe(204);
    await live.until('told of all', () => live.of('webhook.changed').length >= 3);
    expect(
      live
        .of('webhook.changed')
        .slice(0, 3)
        .map((news) => (news as { enabled: boolean }).enabled),
    ).toEqual([true, false, false]);
    live.close();
    const dump = await app.app.get(Reader).query('SELECT * FROM "webhook"');
    expect(JSON.stringify(dump)).not.toContain(secret.slice(6));
  });

  it('is signed by both secrets for a day while they turn', async () => {
    const old = await makeWebhook(app.organizer, { conferenceId: hall.conference.id, url: receiver.url });
    const next = made(await app.organizer.post<WebhookWithSecret>(pathTo(ROUTES.webhookSecret, old.id)));
    expect(next.secret).not.toBe(old.secret);
    const delivery = await ping(next);
    expect(delivery).toMatchObject({ state: 'delivered', payload: { type: 'webhook.ping' } });
    const [turning] = receiver.received;
    for (const { secret } of [old, next]) expect(verified(secret, turning!)).toEqual(delivery.payload);
    const clock = app.app.get(Clock);
    clock.now = () => Date.now() + 24 * HOUR;
    await ping(next);
    clock.now = () => Date.now();
    expect(String(turning!.headers['webhook-signature']).split(' ').length).toBe(2);
    expect(String(receiver.received[1]!.headers['webhook-signature']).split(' ').length).toBe(1);
    const forged = { ...turning!, text: turning!.text.replace('ping', 'pong') };
    expect(() => verified(next.secret, forged)).toThrow('No matching signature');
    await app.organizer.delete(pathTo(ROUTES.webhook, old.id));
  });

  it('is refused beyond 20 in its conference', async () => {
    const { conference } = await makeHall(app.organizer, { sites: 0, people: 0 });
    const body = { conferenceId: conference.id, url: OPEN };
    const answers = await Promise.all(Array.from({ length: 22 }, () => post(app.organizer, body)));
    expect(answers.filter(({ status }) => status === 201).length).toBe(20);
    expect(answers.find(({ status }) => status !== 201)!.body.code).toBe('webhook.too-many');
  });

  it('that is off is told nothing, answers pings, and sends nothing again', async () => {
    const webhook = await makeWebhook(app.organizer, { conferenceId: hall.conference.id, url: receiver.url });
    await app.organizer.patch(pathTo(ROUTES.webhook, webhook.id), { enabled: false });
    const { id } = await ping(webhook);
    const again = await app.organizer.post<ProblemBody>(pathTo(ROUTES.deliveryResend, id));
    expect(again.body.code).toBe('webhook.off');
    receiver.answer(500);
    expect(await ping(webhook)).toMatchObject({
      state: 'failed',
      attempts: [{ status: 500, fault: 'status' }],
    });
    await app.organizer.delete(pathTo(ROUTES.webhook, webhook.id));
  });
});

describe('the address of a webhook', () => {
  it.each([
    ['http://nhan.example.vn/', 'webhook.url-invalid'],
    ['https://user:pass@nhan.example.vn/', 'webhook.url-invalid'],
    ['nhan.example.vn', 'webhook.url-invalid'],
    ['https://localhost/', 'webhook.url-private'],
    ['https://169.254.169.254/latest/meta-data/', 'webhook.url-private'],
    ['https://[::ffff:127.0.0.1]/', 'webhook.url-private'],
    ['https://[::ffff:10.0.0.1]/', 'webhook.url-private'],
    ['https://2130706434/', 'webhook.url-private'],
  ])('%s is refused, also when it is changed to that', async (url, code) => {
    const body = { conferenceId: hall.conference.id, url };
    expect(await post(app.organizer, body)).toMatchObject({ status: 422, body: { code } });
    const webhook = await makeWebhook(app.organizer, { ...body, url: OPEN });
    const path = pathTo(ROUTES.webhook, webhook.id);
    expect((await app.organizer.patch<ProblemBody>(path, { url })).body.code).toBe(code);
    await app.organizer.delete(path);
  });

  it('is resolved once for judging and connecting: a name that turns private is refused', async () => {
    const port = new URL(receiver.url).port;
    const resolver = app.app.get(HostResolver, { strict: false });
    const real = resolver.resolve.bind(resolver);
    const asked: string[] = [];
    const answers = (...addresses: string[]) => {
      resolver.resolve = (host) => {
        asked.push(host);
        return Promise.resolve(
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      };
    };
    const url = `https://doi-ten.example.vn:${port}/`;
    const webhook = await makeWebhook(app.organizer, { conferenceId: hall.conference.id, url });
    for (const addresses of [
      ['127.0.0.1'],
      ['8.8.8.8', '10.0.0.1'],
      ['::ffff:127.0.0.1'],
      ['169.254.169.254'],
    ]) {
      answers(...addresses);
      expect((await ping(webhook)).attempts).toEqual([
        expect.objectContaining({ status: null, fault: 'private-address' }),
      ]);
    }
    expect(asked.length).toBe(4);
    expect(receiver.received).toEqual([]);

    // A host that the service is told to allow may be anywhere, and the answer's address is the one used.
    answers('127.0.0.1');
    const inside = await makeWebhook(app.organizer, {
      conferenceId: hall.conference.id,
      url: `http://nhan.lan:${port}/`,
    });
    expect((await ping(inside)).state).toBe('delivered');
    expect(receiver.received[0]!.headers.host).toBe(`nhan.lan:${port}`);
    answers();
    expect((await ping(inside)).attempts[0]).toMatchObject({ fault: 'unknown-host' });
    resolver.resolve = real;
    for (const { id } of [webhook, inside]) await app.organizer.delete(pathTo(ROUTES.webhook, id));
  });
});

describe('the outbox', () => {
  /** How many deliveries of this webhook there are: those of others come and go. */
  const stored = async ({ id }: Webhook): Promise<number> => {
    const sql = 'SELECT COUNT(*) AS "n" FROM "webhook_delivery" WHERE "webhookId" = $1';
    return Number((await app.app.get(Reader).query<{ n: number }>(sql, [id]))[0]!.n);
  };

  it('stores an act and its messages together, or neither', async () => {
    const webhook = await makeWebhook(app.organizer, { conferenceId: hall.conference.id, url: receiver.url });
    const act = app.app.get(UnitOfWork).run((tx) => {
      tx.announce(new SessionEnded(hall.conference.id, { id: randomUUID() } as never));
      return Promise.reject(new Error('on purpose'));
    });
    await expect(act).rejects.toThrow('on purpose');
    expect(await stored(webhook)).toBe(0);

    const deliveries = app.app.get(DeliveriesRepository, { strict: false });
    const real = deliveries.insert.bind(deliveries);
    deliveries.insert = () => Promise.reject(new Error('on purpose'));
    const siteId = hall.sites[0]!.id;
    const console = app.anonymous.as((await pair(app.organizer, siteId)).token);
    const call = { id: randomUUID(), message: 'Mất hình' };
    expect((await console.post(pathTo(ROUTES.siteHelp, siteId), call)).status).toBe(500);
    deliveries.insert = real;
    expect(made(await console.get<Page<HelpCall>>(pathTo(ROUTES.siteHelp, siteId))).items).toEqual([]);
    made(await console.post(pathTo(ROUTES.siteHelp, siteId), call));
    expect((await receiver.until(1))[0]!.payload.data).toMatchObject({ callId: call.id });
    expect(await stored(webhook)).toBe(1);
  });
});
