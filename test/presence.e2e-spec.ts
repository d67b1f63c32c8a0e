import type { BoardRow, BoardSnapshot, Presence } from '../src/contract/board.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { PresenceTiming } from '../src/presence/presence.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Hall, made, makeHall, pair, signInTrainee } from './support/hall.js';
import { BoardReader, LiveClient } from './support/live.js';

/** Short enough to wait for, long enough for a loaded machine to come back within the grace. */
const HURRIED = { grace: 700, lostAfter: 2_000, flickers: 3, flickerWindow: 6_000 };

let app: TestApp;
const open: LiveClient[] = [];
beforeEach(async () => {
  app = await startTestApp();
  Object.assign(app.app.get(PresenceTiming, { strict: false }), HURRIED);
});
afterEach(async () => {
  open.splice(0).forEach((client) => client.close());
  await app.stop();
});

const connect = async (token: string): Promise<LiveClient> => {
  const client = await LiveClient.connect(app.url, { token });
  open.push(client);
  return client;
};
const join = async (hall: Hall, token: string, at = 0): Promise<LiveClient> => {
  const client = await connect(token);
  expect((await client.ask('site.join', { siteId: hall.sites[at]!.id })).problem).toBeUndefined();
  return client;
};
const rowsOf = async (hall: Hall): Promise<BoardRow[]> =>
  made(await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id))).sites;
/** Every presence that a reader has been shown of a site, in order. */
const shown = (reader: BoardReader, siteId: string): Presence[] => {
  const all = reader.live
    .of<{ sites: BoardRow[] }>('board.changed')
    .flatMap(({ sites }) => sites.filter((row) => row.siteId === siteId).map(({ presence }) => presence));
  return all.filter(
    (presence, at) => presence.since !== all[at - 1]?.since || presence.state !== all[at - 1]?.state,
  );
};

describe('a site', () => {
  it('is online with one console or two, and without any unsteady, then lost', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const siteId = hall.sites[0]!.id;
    const reader = await BoardReader.watch(await connect(app.organizer.token!), hall.conference.id);
    const first = await join(hall, (await pair(app.organizer, siteId)).token);
    await reader.live.until('online', () => reader.board.sites[0]!.presence.state === 'online');
    expect(reader.board.totals.presence).toEqual({ never: 1, online: 1, unsteady: 0, lost: 0 });
    const second = await join(hall, (await pair(app.organizer, siteId)).token);
    first.close();
    second.close();
    await reader.live.until('lost', () => reader.board.sites[0]!.presence.state === 'lost');
    const states = shown(reader, siteId);
    expect(states.map(({ state }) => state)).toEqual(['online', 'unsteady', 'lost']);
    expect(states[1]!.since).toBe(states[2]!.since);
    expect(states[1]!.since! > states[0]!.since!).toBe(true);
    await join(hall, (await pair(app.organizer, siteId)).token);
    await reader.live.until('online again', () => reader.board.sites[0]!.presence.state === 'online');
    expect(reader.broken).toBe(0);
    expect(reader.board.sites[1]!.presence).toEqual({ state: 'never', since: null });
  });

  it('is not unsteady when its page reloads, but when its line flickers', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const siteId = hall.sites[0]!.id;
    const { token } = await pair(app.organizer, siteId);
    const reader = await BoardReader.watch(await connect(app.organizer.token!), hall.conference.id);
    let page = await join(hall, token);
    const reload = async (): Promise<void> => {
      page.close();
      page = await join(hall, token);
    };
    await reload();
    await reload();
    expect((await rowsOf(hall))[0]!.presence.state).toBe('online');
    await reload();
    await reader.live.until('unsteady', () => reader.board.sites[0]!.presence.state === 'unsteady');
    expect(page.socket.connected).toBe(true);
    await reader.live.until('steady again', () => reader.board.sites[0]!.presence.state === 'online');
    expect(shown(reader, siteId).map(({ state }) => state)).toEqual(['online', 'unsteady', 'online']);
  });

  it('is not online while it is connected without having joined', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const client = await connect((await pair(app.organizer, hall.sites[0]!.id)).token);
    await client.ask('conference.follow', { conferenceId: hall.conference.id });
    expect((await rowsOf(hall))[0]!.presence.state).toBe('never');
  });

  it('keeps its presence over a restart of the service', async () => {
    const hall = await makeHall(app.organizer, { sites: 3, people: 0 });
    const tokens = await Promise.all(hall.sites.map(async ({ id }) => (await pair(app.organizer, id)).token));
    const reader = await BoardReader.watch(await connect(app.organizer.token!), hall.conference.id);
    await join(hall, tokens[0]!, 0);
    (await join(hall, tokens[1]!, 1)).close();
    await reader.live.until('lost', () => reader.board.sites[1]!.presence.state === 'lost');
    const lost = reader.board.sites[1]!.presence;
    const stoppedAfter = new Date().toISOString();
    app = await app.restart();
    const [wasOnline, wasLost, neverSeen] = await rowsOf(hall);
    expect(wasOnline!.presence.state).toBe('unsteady');
    expect(wasOnline!.presence.since! >= stoppedAfter).toBe(true);
    expect(wasLost!.presence).toEqual(lost);
    expect(neverSeen!.presence).toEqual({ state: 'never', since: null });
    await join(hall, tokens[0]!, 0);
    expect((await rowsOf(hall))[0]!.presence.state).toBe('online');
  });

  it('reports what it receives of the broadcast', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 0 });
    const page = await join(hall, (await pair(app.organizer, hall.sites[0]!.id)).token);
    expect(await page.ask('site.signal', { picture: 'ok', sound: 'none', headcount: 14 })).toEqual({});
    expect((await rowsOf(hall))[0]!.signal).toEqual({
      picture: 'ok',
      sound: 'none',
      headcount: 14,
      at: expect.stringMatching(/Z$/),
    });
    expect(await page.ask('site.signal', { picture: 'ok', sound: 'ok' })).toEqual({});
    expect((await rowsOf(hall))[0]!.signal).toMatchObject({ sound: 'ok', headcount: null });
  });
});

describe('trainees online', () => {
  it('are counted as people, while they follow', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 2 });
    const reader = await BoardReader.watch(await connect(app.organizer.token!), hall.conference.id);
    const [one, another] = await Promise.all(
      hall.people[0]!.map(async ({ code }) => (await signInTrainee(app.anonymous, code!)).token),
    );
    const tabs = await Promise.all([one!, one!, another!].map(connect));
    for (const tab of tabs)
      expect(await tab.ask('conference.follow', { conferenceId: hall.conference.id })).toEqual({
        now: null,
        next: null,
      });
    await reader.live.until('two', () => reader.board.totals.followers === 2);
    tabs[0]!.close();
    tabs[2]!.close();
    await reader.live.until('one', () => reader.board.totals.followers === 1);
    expect(
      Math.max(
        ...reader.live
          .of<{ totals: { followers: number } }>('board.changed')
          .map(({ totals }) => totals.followers),
      ),
    ).toBe(2);
  });
});
