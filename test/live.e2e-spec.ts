import { randomUUID } from 'node:crypto';
import type { ViewerLink } from '../src/contract/auth.js';
import type { LiveCommands } from '../src/contract/live.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { LivePublisher } from '../src/live/live-publisher.service.js';
import { ROOM } from '../src/live/live.rooms.js';
import { Metrics } from '../src/platform/metrics/metrics.js';
import { made, makeHall, pair, present } from './support/hall.js';
import { LiveClient, refusal } from './support/live.js';
import { liveHall } from './support/live-hall.js';

const here = liveHall();
const { connect, consoleOf, trainee } = here;

describe('the handshake', () => {
  it('is refused without a sign-in, with the problem', async () => {
    expect(await refusal(LiveClient.connect(here.app.url, {}))).toMatchObject({
      message: 'auth.required',
      data: { code: 'auth.required', status: 401 },
    });
    for (const token of ['wrong', 'A'.repeat(43), ''])
      expect((await refusal(LiveClient.connect(here.app.url, { token }))).data?.code).toMatch(
        /^auth\.(ended|required)$/,
      );
  });

  it.each([['websocket'], ['polling']])(
    'is refused to a page of another origin, by %s',
    async (transport) => {
      await refusal(
        LiveClient.connect(here.app.url, {
          token: here.app.organizer.token,
          headers: { origin: 'https://evil.example' },
          transports: [transport],
        }),
      );
    },
  );

  it('takes the cookie from our own pages, and not from somebody who names no origin', async () => {
    const signedIn = await fetch(here.app.url + pathTo(ROUTES.signIn), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: here.app.url },
      body: JSON.stringify({ login: 'ban-to-chuc', password: 'diem-cau-239-sites' }),
    });
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0]!;
    here.open.push(await LiveClient.connect(here.app.url, { headers: { cookie, origin: here.app.url } }));
    await refusal(LiveClient.connect(here.app.url, { headers: { cookie } }));
    await refusal(LiveClient.connect(here.app.url, { headers: { cookie, origin: 'null' } }));
  });

  it('knows no other namespace', async () => {
    await refusal(LiveClient.connect(here.app.url, { token: here.app.organizer.token, namespace: '/' }));
    await refusal(LiveClient.connect(here.app.url, { token: here.app.organizer.token, namespace: '/other' }));
  });

  it('is refused beyond 20 connections of one sign-in', async () => {
    const { token } = await pair(here.app.organizer, here.hall.sites[1]!.id);
    await Promise.all(Array.from({ length: 20 }, () => connect(token)));
    expect((await refusal(LiveClient.connect(here.app.url, { token }))).data?.code).toBe('rate.limited');
    await connect((await pair(here.app.organizer, here.hall.sites[1]!.id)).token);
  });
});

describe('an event', () => {
  type Command = keyof LiveCommands;
  const bodies = (): Record<Command, object> => ({
    'board.watch': { conferenceId: here.hall.conference.id },
    'site.join': { siteId: here.hall.sites[0]!.id },
    'site.signal': { picture: 'ok', sound: 'bad' },
    'site.help': { id: randomUUID(), message: 'Mất tiếng' },
    'announcement.received': { ids: [randomUUID()] },
    'screen.join': { siteId: here.hall.sites[0]!.id },
    'attendance.submit': {
      siteId: here.hall.sites[0]!.id,
      entries: [present(here.hall.checkpoint.id, here.hall.people[0]![0]!.id)],
    },
    'conference.follow': { conferenceId: here.hall.conference.id },
  });

  it('is refused to kinds of sign-in that it is not for', async () => {
    const viewer = made(
      await here.app.organizer.post<ViewerLink>(pathTo(ROUTES.viewers, here.hall.conference.id), {
        name: 'Màn hình',
      }),
    );
    const viewing = await fetch(here.app.url + pathTo(ROUTES.view), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: here.app.url },
      body: JSON.stringify({ token: viewer.token }),
    });
    const wall = await LiveClient.connect(here.app.url, {
      headers: { cookie: viewing.headers.get('set-cookie')!.split(';')[0]!, origin: here.app.url },
    });
    here.open.push(wall);
    const who = {
      organizer: await connect(here.app.organizer.token!),
      coordinator: (await consoleOf(0)).client,
      trainee: await trainee(),
      viewer: wall,
    };
    const allowed: Record<Command, string[]> = {
      'board.watch': ['organizer', 'viewer'],
      'site.join': ['coordinator'],
      'site.signal': ['coordinator'],
      'site.help': ['coordinator'],
      'announcement.received': ['coordinator'],
      'screen.join': ['coordinator'],
      'attendance.submit': ['organizer', 'coordinator'],
      'conference.follow': ['organizer', 'coordinator', 'trainee'],
    };
    for (const [event, body] of Object.entries(bodies()) as [Command, object][]) {
      for (const [kind, client] of Object.entries(who)) {
        const { problem } = await client.ask(event, body);
        expect({ event, kind, code: problem?.code }).toEqual({
          event,
          kind,
          code: allowed[event].includes(kind) ? undefined : 'auth.forbidden',
        });
      }
    }
  });

  it('of another site, another conference or nothing is answered alike', async () => {
    const other = await makeHall(here.app.organizer, { sites: 1, people: 1 });
    const { client } = await consoleOf(0);
    const follower = await trainee();
    for (const siteId of [here.hall.sites[1]!.id, other.sites[0]!.id, randomUUID()]) {
      expect((await client.ask('site.join', { siteId })).problem?.code).toBe('site.not-found');
      expect(
        (
          await client.ask('attendance.submit', {
            siteId,
            entries: [present(here.hall.checkpoint.id, here.hall.people[1]![0]!.id)],
          })
        ).problem?.code,
      ).toBe('site.not-found');
    }
    for (const conferenceId of [other.conference.id, randomUUID()])
      expect((await follower.ask('conference.follow', { conferenceId })).problem?.code).toBe(
        'conference.not-found',
      );
    const organizer = await connect(here.app.organizer.token!);
    expect((await organizer.ask('board.watch', { conferenceId: randomUUID() })).problem?.code).toBe(
      'conference.not-found',
    );
  });

  it('with a bad shape is answered with what is wrong, and the connection stays', async () => {
    const { client } = await consoleOf(0);
    const organizer = await connect(here.app.organizer.token!);
    const wrong: [LiveClient, Command, unknown][] = [
      [organizer, 'board.watch', undefined],
      [organizer, 'board.watch', null],
      [organizer, 'board.watch', 'x'],
      [organizer, 'board.watch', 7],
      [organizer, 'board.watch', []],
      [organizer, 'board.watch', [{ conferenceId: here.hall.conference.id }]],
      [organizer, 'board.watch', { conferenceId: 'x' }],
      [organizer, 'board.watch', { conferenceId: { $ne: 1 } }],
      [organizer, 'board.watch', { conferenceId: here.hall.conference.id, since: -1 }],
      [organizer, 'board.watch', { conferenceId: here.hall.conference.id, since: '5' }],
      [organizer, 'board.watch', { conferenceId: here.hall.conference.id, more: 1 }],
      [organizer, 'board.watch', Buffer.from('x')],
      [client, 'site.join', {}],
      [client, 'site.signal', { picture: 'good', sound: 'ok' }],
      [client, 'site.signal', { picture: 'ok', sound: 'ok', headcount: 1.5 }],
      [client, 'site.help', { message: 'Mất tiếng' }],
      [client, 'site.help', { id: randomUUID(), message: ' ' }],
      [client, 'site.help', { id: randomUUID(), message: 'x'.repeat(281) }],
      [client, 'attendance.submit', null],
      [client, 'attendance.submit', { siteId: here.hall.sites[0]!.id }],
      [client, 'attendance.submit', { siteId: here.hall.sites[0]!.id, entries: 'x' }],
      [client, 'attendance.submit', { siteId: here.hall.sites[0]!.id, entries: [] }],
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
    expect((await client.ask('site.join', { siteId: here.hall.sites[0]!.id })).problem).toBeUndefined();
    expect(organizer.socket.connected).toBe(true);
  });

  it('that does not exist is named as such', async () => {
    const organizer = await connect(here.app.organizer.token!);
    for (const event of ['board.changed', 'no.such', '__proto__', 'toString', 'error', '']) {
      expect((await organizer.ask(event as Command, {})).problem).toMatchObject({
        code: 'live.event-unknown',
        status: 404,
      });
    }
  });

  it('is refused above the rate, and the connection stays', async () => {
    const { client } = await consoleOf(0);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => client.ask('site.signal', { picture: 'ok', sound: 'ok' })),
    );
    const refused = answers.filter(({ problem }) => problem?.code === 'rate.limited');
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.filter(({ problem }) => problem === undefined).length).toBeGreaterThanOrEqual(40);
    expect(client.socket.connected).toBe(true);
  });

  it('in a flood drops the connection, and hurts no other', async () => {
    const other = await connect(here.app.organizer.token!);
    const { client } = await consoleOf(0);
    for (let at = 0; at < 3_000; at += 1) client.socket.emit('no.such', { at });
    await client.until('dropped', () => !client.socket.connected);
    expect(
      (await other.ask('board.watch', { conferenceId: here.hall.conference.id })).problem,
    ).toBeUndefined();
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
    const [slow, quick] = [
      await connect(here.app.organizer.token!),
      await connect(here.app.organizer.token!),
    ];
    for (const one of [slow, quick]) await one.ask('board.watch', { conferenceId: here.hall.conference.id });
    const wire = (
      slow.socket.io.engine as unknown as {
        transport: { ws: { _socket: { pause(): void; resume(): void } } };
      }
    ).transport.ws._socket;
    wire.pause();
    const publisher = here.app.app.get(LivePublisher, { strict: false });
    const large = { siteId: 'x'.repeat(100_000), seq: 0 };
    const NEWS = 300;
    for (let seq = 1; seq <= NEWS; seq += 1) {
      publisher.publish(ROOM.board(here.hall.conference.id), 'attendance.changed', { ...large, seq });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await quick.until('all of it', () => quick.of('attendance.changed').length === NEWS);
    expect(quick.of<{ seq: number }>('attendance.changed').map(({ seq }) => seq)).toEqual(
      Array.from({ length: NEWS }, (_, at) => at + 1),
    );
    // It is looked after now and then, and has to be behind twice: only then may it read again.
    const isDropped = async (): Promise<boolean> =>
      /live_sockets_dropped_total\{reason="slow"\} [1-9]/.test(
        await here.app.app.get(Metrics, { strict: false }).text(),
      );
    while (!(await isDropped())) await new Promise((resolve) => setTimeout(resolve, 100));
    wire.resume();
    await slow.until('dropped', () => !slow.socket.connected);
    expect(slow.of('attendance.changed').length).toBeLessThan(NEWS);
    const again = await connect(here.app.organizer.token!);
    expect(await again.ask('board.watch', { conferenceId: here.hall.conference.id })).toMatchObject({
      snapshot: { conferenceId: here.hall.conference.id },
    });
  });
});

describe('the figures', () => {
  it('count sockets by kind, events by outcome', async () => {
    const { client } = await consoleOf(0);
    await client.ask('site.signal', { picture: 'ok', sound: 'ok' });
    await client.ask('site.signal', { picture: '?', sound: 'ok' });
    await client.ask('no.such' as 'site.signal', {});
    const text = await here.app.app.get(Metrics, { strict: false }).text();
    expect(text).toMatch(/live_sockets\{kind="coordinator"\} [1-9]/);
    for (const [event, outcome] of [
      ['site.signal', 'ok'],
      ['site.signal', 'request.invalid'],
      ['unknown', 'live.event-unknown'],
    ])
      expect(text).toContain(`live_events_total{event="${event}",outcome="${outcome}"}`);
    expect(text).toContain('diemcau_board_delay_seconds_count');
  });
});
