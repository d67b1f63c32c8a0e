import { randomUUID } from 'node:crypto';
import type { ViewerLink } from '../src/contract/auth.js';
import type { LiveCommands } from '../src/contract/live.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { Newsroom } from '../src/live/newsroom.js';
import { ROOM } from '../src/live/rooms.js';
import { Clock } from '../src/platform/clock/clock.js';
import { Metrics } from '../src/platform/metrics/metrics.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, present, signInTrainee } from './support/hall.js';
import { LiveClient, refusal } from './support/live.js';

let app: TestApp;
let hall: Hall;
const open: LiveClient[] = [];

beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 2, people: 3 });
});
afterEach(() => open.splice(0).forEach((client) => client.close()));
afterAll(() => app.stop());

const connect = async (token: string): Promise<LiveClient> => {
  const client = await LiveClient.connect(app.url, { token });
  open.push(client);
  return client;
};
const consoleOf = async (at: number): Promise<{ client: LiveClient; token: string; deviceId: string }> => {
  const { token, deviceId } = await pair(app.organizer, hall.sites[at]!.id);
  return { client: await connect(token), token, deviceId };
};
const trainee = async (): Promise<LiveClient> => connect((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);

describe('the handshake', () => {
  it('is refused without a sign-in, with the problem', async () => {
    expect(await refusal(LiveClient.connect(app.url, {}))).toMatchObject({ message: 'auth.required', data: { code: 'auth.required', status: 401 } });
    for (const token of ['wrong', 'A'.repeat(43), ''])
      expect((await refusal(LiveClient.connect(app.url, { token }))).data?.code).toMatch(/^auth\.(ended|required)$/);
  });

  it.each([['websocket'], ['polling']])('is refused to a page of another origin, by %s', async (transport) => {
    await refusal(LiveClient.connect(app.url, { token: app.organizer.token, headers: { origin: 'https://evil.example' }, transports: [transport] }));
  });

  it('takes the cookie from our own pages, and not from somebody who names no origin', async () => {
    const signedIn = await fetch(app.url + pathTo(ROUTES.signIn), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ login: 'ban-to-chuc', password: 'diem-cau-239-sites' }),
    });
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    open.push(await LiveClient.connect(app.url, { headers: { cookie, origin: app.url } }));
    await refusal(LiveClient.connect(app.url, { headers: { cookie } }));
    await refusal(LiveClient.connect(app.url, { headers: { cookie, origin: 'null' } }));
  });

  it('knows no other namespace', async () => {
    await refusal(LiveClient.connect(app.url, { token: app.organizer.token, namespace: '/' }));
    await refusal(LiveClient.connect(app.url, { token: app.organizer.token, namespace: '/other' }));
  });

  it('is refused beyond 20 connections of one sign-in', async () => {
    const { token } = await pair(app.organizer, hall.sites[1]!.id);
    await Promise.all(Array.from({ length: 20 }, () => connect(token)));
    expect((await refusal(LiveClient.connect(app.url, { token }))).data?.code).toBe('rate.limited');
    await connect((await pair(app.organizer, hall.sites[1]!.id)).token);
  });
});

describe('an event', () => {
  type Command = keyof LiveCommands;
  const bodies = (): Record<Command, object> => ({
    'board.watch': { conferenceId: hall.conference.id },
    'site.join': { siteId: hall.sites[0]!.id },
    'site.signal': { picture: 'ok', sound: 'bad' },
    'site.help': { id: randomUUID(), message: 'Mất tiếng' },
    'attendance.submit': { siteId: hall.sites[0]!.id, entries: [present(hall.checkpoint.id, hall.people[0]![0]!.id)] },
    'conference.follow': { conferenceId: hall.conference.id },
  });

  it('is refused to kinds of sign-in that it is not for', async () => {
    const viewer = made(await app.organizer.post<ViewerLink>(pathTo(ROUTES.viewers, hall.conference.id), { name: 'Màn hình' }));
    const viewing = await fetch(app.url + pathTo(ROUTES.view), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ token: viewer.token }),
    });
    const wall = await LiveClient.connect(app.url, { headers: { cookie: viewing.headers.get('set-cookie')!.split(';')[0]!, origin: app.url } });
    open.push(wall);
    const who = { organizer: await connect(app.organizer.token!), coordinator: (await consoleOf(0)).client, trainee: await trainee(), viewer: wall };
    const allowed: Record<Command, string[]> = {
      'board.watch': ['organizer', 'viewer'],
      'site.join': ['coordinator'],
      'site.signal': ['coordinator'],
      'site.help': ['coordinator'],
      'attendance.submit': ['organizer', 'coordinator'],
      'conference.follow': ['coordinator', 'trainee'],
    };
    for (const [event, body] of Object.entries(bodies()) as [Command, object][]) {
      for (const [kind, client] of Object.entries(who)) {
        const { problem } = await client.ask(event, body);
        expect({ event, kind, code: problem?.code }).toEqual({ event, kind, code: allowed[event].includes(kind) ? undefined : 'auth.forbidden' });
      }
    }
  });

  it('of another site, another conference or nothing is answered alike', async () => {
    const other = await makeHall(app.organizer, { sites: 1, people: 1 });
    const { client } = await consoleOf(0);
    const follower = await trainee();
    for (const siteId of [hall.sites[1]!.id, other.sites[0]!.id, randomUUID()]) {
      expect((await client.ask('site.join', { siteId })).problem?.code).toBe('site.not-found');
      expect((await client.ask('attendance.submit', { siteId, entries: [present(hall.checkpoint.id, hall.people[1]![0]!.id)] })).problem?.code).toBe(
        'site.not-found',
      );
    }
    for (const conferenceId of [other.conference.id, randomUUID()])
      expect((await follower.ask('conference.follow', { conferenceId })).problem?.code).toBe('conference.not-found');
    const organizer = await connect(app.organizer.token!);
    expect((await organizer.ask('board.watch', { conferenceId: randomUUID() })).problem?.code).toBe('conference.not-found');
  });

  it('with a bad shape is answered with what is wrong, and the connection stays', async () => {
    const { client } = await consoleOf(0);
    const organizer = await connect(app.organizer.token!);
    const wrong: [LiveClient, Command, unknown][] = [
      [organizer, 'board.watch', undefined],
      [organizer, 'board.watch', null],
      [organizer, 'board.watch', 'x'],
      [organizer, 'board.watch', 7],
      [organizer, 'board.watch', []],
      [organizer, 'board.watch', [{ conferenceId: hall.conference.id }]],
      [organizer, 'board.watch', { conferenceId: 'x' }],
      [organizer, 'board.watch', { conferenceId: { $ne: 1 } }],
      [organizer, 'board.watch', { conferenceId: hall.conference.id, since: -1 }],
      [organizer, 'board.watch', { conferenceId: hall.conference.id, since: '5' }],
      [organizer, 'board.watch', { conferenceId: hall.conference.id, more: 1 }],
      [organizer, 'board.watch', Buffer.from('x')],
      [client, 'site.join', {}],
      [client, 'site.signal', { picture: 'good', sound: 'ok' }],
      [client, 'site.signal', { picture: 'ok', sound: 'ok', headcount: 1.5 }],
      [client, 'site.help', { message: 'Mất tiếng' }],
      [client, 'site.help', { id: randomUUID(), message: ' ' }],
      [client, 'site.help', { id: randomUUID(), message: 'x'.repeat(281) }],
      [client, 'attendance.submit', null],
      [client, 'attendance.submit', { siteId: hall.sites[0]!.id }],
      [client, 'attendance.submit', { siteId: hall.sites[0]!.id, entries: 'x' }],
      [client, 'attendance.submit', { siteId: hall.sites[0]!.id, entries: [] }],
    ];
    for (const [sender, event, body] of wrong) {
      const answer = await sender.ask(event, body);
      expect({ event, body, problem: answer.problem }).toEqual({
        event,
        body,
        problem: expect.objectContaining({ code: 'request.invalid', status: 400, errors: expect.any(Array) }),
      });
    }
    client.socket.emit('site.join', {});
    client.socket.emit('site.join');
    client.socket.emit('no.such', 1, 2, 3);
    client.socket.emit('site.join', 1, 2, 3);
    expect((await client.ask('site.join', { siteId: hall.sites[0]!.id })).problem).toBeUndefined();
    expect(organizer.socket.connected).toBe(true);
  });

  it('that does not exist is named as such', async () => {
    const organizer = await connect(app.organizer.token!);
    for (const event of ['board.changed', 'no.such', '__proto__', 'toString', 'error', '']) {
      expect((await organizer.ask(event as Command, {})).problem).toMatchObject({ code: 'live.event-unknown', status: 404 });
    }
  });

  it('is refused above the rate, and the connection stays', async () => {
    const { client } = await consoleOf(0);
    const answers = await Promise.all(Array.from({ length: 200 }, () => client.ask('site.signal', { picture: 'ok', sound: 'ok' })));
    const refused = answers.filter(({ problem }) => problem?.code === 'rate.limited');
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.filter(({ problem }) => problem === undefined).length).toBeGreaterThanOrEqual(40);
    expect(client.socket.connected).toBe(true);
  });

  it('in a flood drops the connection, and hurts no other', async () => {
    const other = await connect(app.organizer.token!);
    const { client } = await consoleOf(0);
    for (let at = 0; at < 3_000; at += 1) client.socket.emit('no.such', { at });
    await client.until('dropped', () => !client.socket.connected);
    expect((await other.ask('board.watch', { conferenceId: hall.conference.id })).problem).toBeUndefined();
  });

  it('of more than 64 KiB drops the connection', async () => {
    const { client } = await consoleOf(0);
    client.socket.emit('site.join', { siteId: 'x'.repeat(70_000) });
    await client.until('dropped', () => !client.socket.connected);
  });
});

/** R14 */
describe('a reader who does not read', () => {
  it('is dropped, and the others hear everything', async () => {
    const [slow, quick] = [await connect(app.organizer.token!), await connect(app.organizer.token!)];
    for (const one of [slow, quick]) await one.ask('board.watch', { conferenceId: hall.conference.id });
    const wire = (slow.socket.io.engine as unknown as { transport: { ws: { _socket: { pause(): void; resume(): void } } } }).transport.ws._socket;
    wire.pause();
    const newsroom = app.app.get(Newsroom, { strict: false });
    const large = { siteId: 'x'.repeat(100_000), seq: 0 };
    const NEWS = 300;
    for (let seq = 1; seq <= NEWS; seq += 1) {
      newsroom.tell(ROOM.board(hall.conference.id), 'attendance.changed', { ...large, seq });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await quick.until('all of it', () => quick.of('attendance.changed').length === NEWS);
    expect(quick.of<{ seq: number }>('attendance.changed').map(({ seq }) => seq)).toEqual(Array.from({ length: NEWS }, (_, at) => at + 1));
    wire.resume();
    await slow.until('dropped', () => !slow.socket.connected);
    expect(slow.of('attendance.changed').length).toBeLessThan(NEWS);
    const again = await connect(app.organizer.token!);
    expect(await again.ask('board.watch', { conferenceId: hall.conference.id })).toMatchObject({ snapshot: { conferenceId: hall.conference.id } });
  });
});

describe('a sign-in that ends', () => {
  it('takes its sockets with it, and they hear nothing after', async () => {
    const { client, deviceId } = await consoleOf(0);
    const colleague = (await consoleOf(0)).client;
    await client.ask('site.join', { siteId: hall.sites[0]!.id });
    await colleague.ask('site.join', { siteId: hall.sites[0]!.id });
    expect((await app.organizer.delete(pathTo(ROUTES.device, deviceId))).status).toBe(204);
    const body = { entries: [present(hall.checkpoint.id, hall.people[0]![1]!.id)] };
    expect((await app.organizer.post(pathTo(ROUTES.attendance, hall.sites[0]!.id), body)).status).toBe(200);
    await client.until('closed', () => !client.socket.connected);
    await colleague.until('told', () => colleague.of('attendance.changed').length > 0);
    expect(client.told).toEqual([{ event: 'access.ended', news: { reason: 'revoked' } }]);
    expect(colleague.socket.connected).toBe(true);
  });

  it('is not let in again', async () => {
    const { token } = await pair(app.organizer, hall.sites[0]!.id);
    const client = await connect(token);
    expect((await app.anonymous.as(token).post(pathTo(ROUTES.signOut))).status).toBeLessThan(300);
    await client.until('closed', () => !client.socket.connected);
    expect(client.of('access.ended')).toEqual([{ reason: 'signed-out' }]);
    expect((await refusal(LiveClient.connect(app.url, { token }))).data?.code).toBe('auth.ended');
  });
});

describe('a sign-in that expires', () => {
  it('takes its sockets with it, without anybody asking', async () => {
    const { client } = await consoleOf(0);
    const clock = app.app.get(Clock, { strict: false });
    clock.now = () => Date.now() + 3_000 * 86_400_000;
    try {
      await client.until('closed', () => !client.socket.connected);
    } finally {
      clock.now = () => Date.now();
    }
    expect(client.told).toEqual([{ event: 'access.ended', news: { reason: 'expired' } }]);
  });
});

describe('the figures', () => {
  it('count sockets by kind, events by outcome', async () => {
    const { client } = await consoleOf(0);
    await client.ask('site.signal', { picture: 'ok', sound: 'ok' });
    await client.ask('site.signal', { picture: '?', sound: 'ok' });
    await client.ask('no.such' as 'site.signal', {});
    const text = await app.app.get(Metrics, { strict: false }).text();
    expect(text).toMatch(/live_sockets\{kind="coordinator"\} [1-9]/);
    for (const [event, outcome] of [
      ['site.signal', 'ok'],
      ['site.signal', 'request.invalid'],
      ['unknown', 'live.event-unknown'],
    ])
      expect(text).toContain(`live_events_total{event="${event}",outcome="${outcome}"}`);
    expect(text).toContain('live_board_delay_seconds_count');
  });
});

describe('news', () => {
  it('of an entry reaches the other consoles of the site, and no other site', async () => {
    const [mine, colleague, elsewhere] = [await consoleOf(0), await consoleOf(0), await consoleOf(1)];
    const joined = await mine.client.ask('site.join', { siteId: hall.sites[0]!.id });
    expect(joined).toEqual({ seq: expect.any(Number), now: null, next: null, announcements: [] });
    await colleague.client.ask('site.join', { siteId: hall.sites[0]!.id });
    await elsewhere.client.ask('site.join', { siteId: hall.sites[1]!.id });
    const entry = present(hall.checkpoint.id, hall.people[0]![2]!.id);
    const reply = await mine.client.ask('attendance.submit', { siteId: hall.sites[0]!.id, entries: [entry] });
    expect(reply.receipts).toEqual([{ id: entry.id, outcome: 'accepted', participantId: hall.people[0]![2]!.id, state: 'in_person' }]);
    await colleague.client.until('told', () => colleague.client.of('attendance.changed').length > 0);
    expect(colleague.client.of('attendance.changed')).toEqual([{ siteId: hall.sites[0]!.id, seq: reply.seq }]);
    const again = await app.anonymous.as(mine.token).post(pathTo(ROUTES.attendance, hall.sites[0]!.id), { entries: [entry] });
    expect(again.body).toMatchObject({ receipts: [{ id: entry.id, outcome: 'duplicate' }] });
    expect(mine.client.of('attendance.changed')).toEqual([]);
    expect(elsewhere.client.told).toEqual([]);
  });

  it('of the schedule reaches all who follow', async () => {
    const { client } = await consoleOf(0);
    const follower = await trainee();
    const organizer = await connect(app.organizer.token!);
    await client.ask('site.join', { siteId: hall.sites[0]!.id });
    await follower.ask('conference.follow', { conferenceId: hall.conference.id });
    await organizer.ask('board.watch', { conferenceId: hall.conference.id });
    const from = Date.now() + 3_600_000;
    const session = made(
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.sessions, hall.conference.id), {
        title: 'Khai mạc',
        startsAt: new Date(from).toISOString(),
        endsAt: new Date(from + 1_800_000).toISOString(),
      }),
    );
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, session.id)));
    made(await app.organizer.post(pathTo(ROUTES.sessionEnd, session.id)));
    for (const one of [client, follower, organizer]) {
      await one.until('all three', () => one.of('session.ended').length === 1);
      expect(one.told.map(({ event }) => event).filter((event) => !event.startsWith('board'))).toEqual([
        'schedule.changed',
        'session.started',
        'session.ended',
      ]);
      expect(one.of('schedule.changed')).toEqual([
        expect.objectContaining({ conferenceId: hall.conference.id, next: expect.objectContaining({ id: session.id }) }),
      ]);
      expect(one.of('session.started')).toEqual([
        expect.objectContaining({ session: expect.objectContaining({ id: session.id, status: 'running' }), now: expect.objectContaining({ id: session.id }) }),
      ]);
    }
  });

  it('of a material reaches those who may read it', async () => {
    const { client } = await consoleOf(0);
    const follower = await trainee();
    await client.ask('site.join', { siteId: hall.sites[0]!.id });
    await follower.ask('conference.follow', { conferenceId: hall.conference.id });
    const file = { name: 'Tài liệu.pdf', type: 'application/pdf', content: '%PDF-1.7\n%%EOF\n' };
    for (const audience of ['coordinators', 'participants', 'public'])
      made(await app.organizer.upload(pathTo(ROUTES.materials, hall.conference.id), file, { title: audience, audience }));
    const titles = (one: LiveClient): string[] => one.of<{ material: { title: string } }>('material.released').map(({ material }) => material.title);
    await follower.until('two', () => titles(follower).includes('public'));
    expect(titles(follower)).toEqual(['participants', 'public']);
    expect(titles(client)).toEqual(['coordinators', 'participants', 'public']);
  });
});
