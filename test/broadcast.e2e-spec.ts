import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BroadcastWindow, openAt } from '../src/contract/broadcast.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Schedule, Session } from '../src/contract/schedule.js';
import type { Page } from '../src/contract/wire.js';
import { Clock } from '../src/platform/clock/clock.js';
import type { TestApp } from './support/app.js';
import { startTestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { made } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { servesTraineePage } from './support/trainee-page.js';
import { type Place, place } from './support/two-conferences.js';

const HALL = 'https://zoom.us/j/hoi-truong';
const OPENING = 'https://youtu.be/khai-mac';
const MORNING = '2026-11-22T00:00:00.000Z';
/** A quarter of an hour before the opening. */
const SOON = '2026-11-22T00:45:00.000Z';

let app: TestApp;
let own: Place;
let clock: Clock;
const patched = async (fields: object): Promise<void> =>
  void made(await app.organizer.patch(pathTo(ROUTES.conference, own.conference), fields));
beforeAll(async () => {
  app = await servesTraineePage(await startTestApp());
  own = await place(app, 'truyen-hinh', 'live');
  await patched({ broadcastUrl: HALL });
  made(await app.organizer.patch(pathTo(ROUTES.session, own.session), { broadcastUrl: OPENING }));
  clock = app.app.get(Clock);
});
afterAll(() => app.stop());

/** Runs `work` while it is `instant` for the service. */
async function at<T>(instant: string, work: () => Promise<T>): Promise<T> {
  const now = clock.now.bind(clock);
  clock.now = () => Date.parse(instant);
  try {
    return await work();
  } finally {
    clock.now = now;
  }
}
const told = async (client: Client): Promise<BroadcastWindow[]> =>
  made(await client.get<Page<BroadcastWindow>>(pathTo(ROUTES.broadcast, own.conference))).items;
const links = async (client: Client): Promise<(string | null)[]> =>
  (await told(client)).map(({ url }) => url);
const moved = async (mode: Participant['mode']): Promise<void> =>
  void made(await app.organizer.patch(pathTo(ROUTES.participant, own.participant), { mode }));
const everywhere = async (): Promise<string> => {
  const paths = [
    ...[ROUTES.schedule, ROUTES.scheduleIcs, ROUTES.scheduleJson, ROUTES.scheduleXml, ROUTES.sessions].map(
      (route) => `/api/v1${route.replace(':id', 'truyen-hinh')}`,
    ),
    pathTo(ROUTES.session, own.session),
    pathTo(ROUTES.conference, own.conference),
    pathTo(ROUTES.conferences),
    '/c/truyen-hinh',
  ];
  return (await Promise.all(paths.map(async (path) => (await fetch(app.url + path)).text()))).join('\n');
};

describe('who is not shown the broadcast', () => {
  test('the public, a wall and people in a room are told nothing, on the day too', async () => {
    await at(SOON, async () => {
      for (const client of [app.anonymous, own.wall, own.trainee]) expect(await told(client)).toEqual([]);
      expect(await everywhere()).not.toMatch(/zoom\.us|youtu\.be/);
    });
  });

  test('online trainees are told no link before its time', async () => {
    await moved('online');
    await at('2026-11-21T12:00:00.000Z', async () => expect(await links(own.trainee)).toEqual([null, null]));
    await at(MORNING, async () => expect(await links(own.trainee)).toEqual([null, HALL]));
    await at(SOON, async () => expect(await links(own.trainee)).toEqual([OPENING, HALL]));
    await at('2026-11-22T17:00:00.000Z', async () => expect(await links(own.trainee)).toEqual([]));
    await moved('in_person');
    await at(SOON, async () => expect(await links(own.trainee)).toEqual([]));
  });

  test('no news tells a trainee a link', async () => {
    await moved('online');
    const live = await LiveClient.connect(app.url, { token: own.trainee.token });
    const frames: string[] = [];
    live.socket.onAny((...frame: unknown[]) => void frames.push(JSON.stringify(frame)));
    frames.push(JSON.stringify(await live.ask('conference.follow', { conferenceId: own.conference })));
    await patched({ broadcastUrl: `${HALL}-2` });
    await live.until('a new link is told of', () => live.told.length > 0);
    made(await app.organizer.post<Session>(pathTo(ROUTES.sessionStart, own.session)));
    await live.until('the session started', () => frames.some((frame) => frame.includes('session.started')));
    live.close();
    expect(frames.join('\n')).not.toMatch(/zoom\.us|youtu\.be/);
    await patched({ broadcastUrl: HALL });
    made(await app.organizer.patch(pathTo(ROUTES.session, own.session), { status: 'planned' }));
  });
});

test('news of a schedule follows a new day or link, and not a new title', async () => {
  const live = await LiveClient.connect(app.url, { token: own.trainee.token });
  const events: string[] = [];
  live.socket.onAny((event: string) => void events.push(event));
  await live.ask('conference.follow', { conferenceId: own.conference });
  await patched({ title: 'Tên mới', hotline: '0204 3 555 666', broadcastUrl: HALL });
  await patched({ broadcastUrl: `${HALL}-2` });
  made(await app.organizer.post<Session>(pathTo(ROUTES.sessionStart, own.session)));
  await live.until('the session started', () => events.includes('session.started'));
  live.close();
  expect(events.filter((event) => event === 'schedule.changed')).toHaveLength(1);
  await patched({ broadcastUrl: HALL });
  made(await app.organizer.patch(pathTo(ROUTES.session, own.session), { status: 'planned' }));
});

describe('who is shown the broadcast', () => {
  test('a console has all links with its schedule, for when it is offline', async () => {
    const schedule = made(await own.coordinator.get<Schedule>(pathTo(ROUTES.schedule, own.conference)));
    expect(schedule.broadcast?.map(({ url }) => url)).toEqual([OPENING, HALL]);
    expect(openAt(schedule.broadcast!, SOON).map(({ url }) => url)).toEqual([OPENING, HALL]);
    expect(await links(own.coordinator)).toEqual([OPENING, HALL]);
    expect(await links(app.organizer)).toEqual([OPENING, HALL]);
  });

  test('an online trainee has the link in the first HTML; an anonymous reader has not', async () => {
    await moved('online');
    await at(SOON, async () => {
      const page = async (headers: Record<string, string>): Promise<string> =>
        (await fetch(`${app.url}/c/truyen-hinh`, { headers })).text();
      expect(await page({ cookie: `sid=${own.trainee.token}` })).toContain(`href="${OPENING}"`);
      expect(await page({})).not.toMatch(/zoom\.us|youtu\.be/);
    });
  });

  test('everybody, when it is said to be public; and nobody any more when it is not', async () => {
    await patched({ broadcastPublic: true });
    await at('2026-11-21T12:00:00.000Z', async () => {
      expect(await links(app.anonymous)).toEqual([null, null]);
      expect(await everywhere()).not.toMatch(/zoom\.us|youtu\.be/);
    });
    await at(SOON, async () => {
      expect(await links(app.anonymous)).toEqual([OPENING, HALL]);
      expect(await (await fetch(`${app.url}/c/truyen-hinh`)).text()).toContain(`href="${OPENING}"`);
    });
    await patched({ broadcastPublic: false });
    await at(SOON, async () => {
      expect(await links(app.anonymous)).toEqual([]);
      expect(await everywhere()).not.toMatch(/zoom\.us|youtu\.be/);
    });
  });
});
