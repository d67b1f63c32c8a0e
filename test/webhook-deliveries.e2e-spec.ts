import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Webhook, WebhookDelivery, WebhookWithSecret } from '../src/contract/webhook.js';
import type { Page } from '../src/contract/wire.js';
import { Clock } from '../src/platform/clock/clock.js';
import { PresenceTiming } from '../src/presence/presence.service.js';
import { WebhookLog } from '../src/webhooks/webhook-log.js';
import { WebhookTiming } from '../src/webhooks/webhook-sender.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { makeWebhook, verified, WebhookReceiver } from './support/webhook-receiver.js';

const HOUR = 3_600_000;
let app: TestApp;
let hall: Hall;
let receiver: WebhookReceiver;
/** Ms that the service's clock is ahead. */
let ahead = 0;

function hurry(): void {
  Object.assign(app.app.get(WebhookTiming, { strict: false }), {
    longestWait: 20,
    secondTry: 20,
    answerWithin: 2_000,
  });
  const clock = app.app.get(Clock);
  clock.now = () => Date.now() + ahead;
}
beforeAll(async () => {
  app = await startTestApp({ WEBHOOK_ALLOW: '127.0.0.1' });
  hurry();
});
beforeEach(async () => {
  ahead = 0;
  hall = await makeHall(app.organizer, { sites: 2, people: 1 });
  receiver = await WebhookReceiver.start();
});
afterEach(() => receiver.stop());
afterAll(() => app.stop());

const hook = (more: object = {}): Promise<WebhookWithSecret> =>
  makeWebhook(app.organizer, { conferenceId: hall.conference.id, url: receiver.url, ...more });
const log = async ({ id }: Webhook): Promise<WebhookDelivery[]> =>
  made(await app.organizer.get<Page<WebhookDelivery>>(pathTo(ROUTES.webhookDeliveries, id))).items;
const shown = async ({ id }: Webhook): Promise<Webhook> =>
  made(await app.organizer.get<Page<Webhook>>(pathTo(ROUTES.webhooks))).items.find((one) => one.id === id)!;
const session = async (nth: number, to: Hall = hall): Promise<Session> =>
  made(
    await app.organizer.post<Session>(pathTo(ROUTES.sessions, to.conference.id), {
      title: `Phiên ${nth}`,
      startsAt: `2026-11-22T0${nth}:00:00.000Z`,
      endsAt: `2026-11-22T0${nth}:30:00.000Z`,
    }),
  );
const start = async ({ id }: Session): Promise<void> =>
  void made(await app.organizer.post(pathTo(ROUTES.sessionStart, id)));
const confirm = (site: number, more: object = {}) =>
  app.organizer.post(pathTo(ROUTES.attendance, hall.sites[site]!.id), {
    entries: [
      present(hall.checkpoint.id, hall.people[site]![0]!.id),
      {
        id: randomUUID(),
        checkpointId: hall.checkpoint.id,
        kind: 'confirm',
        headcount: 1,
        method: 'roll_call',
        recordedAt: new Date().toISOString(),
        ...more,
      },
    ],
  });
/** Waits until the log says it. */
async function until(
  webhook: Webhook,
  holds: (newest: WebhookDelivery | undefined) => boolean,
): Promise<WebhookDelivery> {
  for (;;) {
    const [newest] = await log(webhook);
    if (holds(newest)) return newest!;
    await pause(10);
  }
}

describe('a webhook is told', () => {
  it('of the day in its order, in ids and moments, signed, and of nothing else', async () => {
    const { sites, conference, checkpoint } = hall;
    const webhook = await hook();
    const first = await session(1);
    await start(first);
    const { token } = await pair(app.organizer, sites[0]!.id);
    const callId = randomUUID();
    const console = app.anonymous.as(token);
    const call = { id: callId, message: 'Mất tiếng, gọi chị Hường 0912 345 678' };
    made(await console.post(pathTo(ROUTES.siteHelp, sites[0]!.id), call));
    made(await console.post(pathTo(ROUTES.siteHelp, sites[0]!.id), call));
    made(await app.organizer.post(pathTo(ROUTES.helpAnswer, callId), { text: 'Đang sửa', close: true }));
    made(await confirm(0));
    made(await confirm(1));
    const { id: materialId } = made(
      await app.organizer.upload<{ id: string }>(
        pathTo(ROUTES.materials, conference.id),
        { name: 'a.pdf', type: 'application/pdf', content: '%PDF-1.7\n%%EOF' },
        { title: 'Bài của ông Dũng', audience: 'public' },
      ),
    );
    made(await app.organizer.post(pathTo(ROUTES.sessionEnd, first.id)));
    made(await app.organizer.patch(pathTo(ROUTES.conference, conference.id), { status: 'closed' }));
    const received = await receiver.until(8);
    const at = (nth: number) => ({ siteId: sites[nth]!.id, checkpointId: checkpoint.id });
    expect(received.map(({ payload: { type, data } }) => [type, data])).toEqual(
      [
        ['session.started', { sessionId: first.id }],
        ['help.called', { callId, siteId: sites[0]!.id }],
        ['checkpoint.confirmed', at(0)],
        ['checkpoint.confirmed', at(1)],
        ['report.ready', { checkpointId: checkpoint.id }],
        ['material.released', { materialId, version: 1 }],
        ['session.ended', { sessionId: first.id }],
        ['report.ready', { checkpointId: null }],
      ].map(([type, data], nth) => [
        type,
        { conferenceId: conference.id, seq: nth + 1, ...(data as object) },
      ]),
    );
    const texts = received.map(({ text }) => text).join('');
    expect(texts).not.toMatch(/Hường|Dũng|0912|Phiên|Xã|Khai mạc|pdf/);
    for (const one of received) expect(verified(webhook.secret, one)).toEqual(one.payload);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(8);
    await until(webhook, (newest) => newest?.state === 'delivered');
    expect((await log(webhook)).map(({ payload }) => payload.type)).toEqual([...receiver.types].reverse());
  });

  it('that a site is lost and back, and not that it came first or reloads', async () => {
    Object.assign(app.app.get(PresenceTiming, { strict: false }), { grace: 50, lostAfter: 200 });
    await hook({ events: ['site.back', 'site.lost'] });
    const { token } = await pair(app.organizer, hall.sites[1]!.id);
    const join = async (): Promise<LiveClient> => {
      const client = await LiveClient.connect(app.url, { token });
      await client.ask('site.join', { siteId: hall.sites[1]!.id });
      return client;
    };
    (await join()).close();
    expect((await receiver.until(1))[0]!.payload).toMatchObject({
      type: 'site.lost',
      data: { siteId: hall.sites[1]!.id, since: expect.stringMatching(/Z$/) },
    });
    const back = await join();
    expect((await receiver.until(2))[1]!.payload).toMatchObject({ type: 'site.back' });
    back.close();
    await receiver.until(3);
    expect(receiver.types).toEqual(['site.lost', 'site.back', 'site.lost']);
  });

  it('that a confirmation was taken back, and that the report is ready once all have confirmed', async () => {
    await hook({ events: ['checkpoint.reopened', 'report.ready'] });
    made(await confirm(0));
    made(await confirm(0, { kind: 'reopen', headcount: undefined, reason: 'Đếm thiếu' }));
    expect((await receiver.until(1))[0]!.payload.type).toBe('checkpoint.reopened');
    made(await confirm(1));
    made(await confirm(0));
    await receiver.until(2);
    expect(receiver.types).toEqual(['checkpoint.reopened', 'report.ready']);
  });
});

describe('a receiver that takes nothing', () => {
  it('is tried again at its times, in order, and holds up nobody else', async () => {
    const other = await WebhookReceiver.start();
    const [dead, quick] = [await hook(), await hook({ url: other.url })];
    receiver.answer(503);
    await start(await session(1));
    await start(await session(2));
    await other.until(3);
    expect(other.types).toEqual(['session.started', 'session.ended', 'session.started']);
    await until(quick, (newest) => newest?.state === 'delivered');
    await other.stop();

    // Each attempt comes when its time has come, and what is behind it waits.
    const waits = [
      5_000,
      300_000,
      0.5 * HOUR,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
    ];
    for (const [nth, wait] of waits.entries()) {
      await receiver.until(nth + 1);
      const oldest = async () => (await log(dead)).at(-1)!;
      while ((await oldest()).attempts.length <= nth) await pause(10);
      const { nextAttemptAt, attempts } = await oldest();
      const delay = Date.parse(nextAttemptAt!) - Date.parse(attempts.at(-1)!.at);
      expect(delay).toBeGreaterThanOrEqual(wait);
      expect(delay).toBeLessThanOrEqual(wait * 1.1 + 5_000);
      ahead += delay;
    }
    await until(dead, () => receiver.received.length === 10);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    while ((await shown(dead)).enabled) await pause(10);
    expect(await shown(dead)).toMatchObject({ off: { reason: 'failing' }, waiting: 3 });

    // On again: nothing is lost, and the order holds.
    receiver.answer(200);
    made(await app.organizer.patch(pathTo(ROUTES.webhook, dead.id), { enabled: true }));
    await receiver.until(13);
    expect(receiver.types.slice(10)).toEqual(['session.started', 'session.ended', 'session.started']);
    expect(receiver.received.slice(10).map(({ payload }) => payload.data.seq)).toEqual([1, 2, 3]);
    expect(await until(dead, (newest) => newest?.state === 'delivered')).toMatchObject({
      nextAttemptAt: null,
    });
    expect(await shown(dead)).toMatchObject({ failingSince: null, waiting: 0 });
  });

  it.each([
    [301, { location: 'http://127.0.0.1:1/' }, 'redirect'],
    [404, {}, 'status'],
    [429, { 'retry-after': '7200' }, 'status'],
  ] as const)('answering %i fails, and is asked again when it says', async (status, headers, fault) => {
    const webhook = await hook();
    receiver.answer(status, headers);
    await start(await session(1));
    const { attempts, nextAttemptAt, state } = await until(
      webhook,
      (newest) => newest?.attempts.length === 1,
    );
    expect([state, attempts]).toEqual(['waiting', [expect.objectContaining({ status, fault })]]);
    const delay = Date.parse(nextAttemptAt!) - Date.parse(attempts[0]!.at);
    expect(delay).toBeGreaterThanOrEqual(status === 429 ? 7_199_000 : 5_000);
    expect(JSON.stringify(await log(webhook))).not.toContain('không giữ lại');
  });

  it('answering 410 switches the webhook off at once', async () => {
    const webhook = await hook();
    receiver.answer(410);
    await start(await session(1));
    while ((await shown(webhook)).enabled) await pause(10);
    expect(await shown(webhook)).toMatchObject({ off: { reason: 'gone' }, waiting: 1 });
    await start(await session(2));
    expect((await log(webhook)).length).toBe(1);
  });

  it('that never answers counts as failed after its time', async () => {
    const webhook = await hook();
    app.app.get(WebhookTiming, { strict: false }).answerWithin = 100;
    receiver.answers = () => undefined;
    await start(await session(1));
    const { attempts } = await until(webhook, (newest) => (newest?.attempts.length ?? 0) > 0);
    expect(attempts[0]).toMatchObject({ status: null, fault: 'timeout' });
    hurry();
  });
});

describe('what was sent', () => {
  it('is sent again by its id, survives a restart, and is in the log for 30 days', async () => {
    const webhook = await hook();
    await start(await session(1));
    const { id } = await until(webhook, (newest) => newest?.state === 'delivered');
    const again = made(await app.organizer.post<WebhookDelivery>(pathTo(ROUTES.deliveryResend, id)));
    expect([again.state, again.attempts.length]).toEqual(['delivered', 2]);
    receiver.answer(500);
    const failed = made(await app.organizer.post<WebhookDelivery>(pathTo(ROUTES.deliveryResend, id)));
    expect([failed.state, failed.attempts.at(-1)!.status]).toEqual(['delivered', 500]);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id, id]);

    receiver.answers = () => undefined;
    await start(await session(2));
    const underWay = (await receiver.until(4))[3]!.headers['webhook-id'];
    receiver.answer(204);
    app = await app.restart();
    hurry();
    await until(webhook, (newest) => newest?.state === 'delivered');
    expect(receiver.types.slice(3)).toEqual(['session.ended', 'session.ended', 'session.started']);
    expect(receiver.received[4]!.headers['webhook-id']).toBe(underWay);

    ahead += 31 * 24 * HOUR;
    await app.app.get(WebhookLog, { strict: false }).clear();
    expect(await log(webhook)).toEqual([]);
  });

  it('that still waits goes out at once when somebody asks for it', async () => {
    const webhook = await hook();
    receiver.answer(500);
    await start(await session(1));
    const { id } = await until(webhook, (newest) => newest?.attempts.length === 1);
    receiver.answer(204);
    made(await app.organizer.post(pathTo(ROUTES.deliveryResend, id)));
    await until(webhook, (newest) => newest?.state === 'delivered');
    expect(receiver.received.length).toBe(2);
  });
});
