import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { LiveCommands } from '../src/contract/live.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { colleague } from './support/colleagues.js';
import { made } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { servesTraineePage } from './support/trainee-page.js';
import { consoleOf, type Place, place, type Thing } from './support/two-conferences.js';
import { nameOf, pathOf, TABLE } from './support/who-may.js';
import { LIVE } from './support/who-may-live.js';

const CONTACTS = { phone: '0987-111-222', email: 'rieng-tu@bacgiang.example.vn' };
const PERSON = { fullName: 'Nguyễn Thị Quỳnh Trang', position: 'Phó Chánh Văn phòng', ...CONTACTS };
const SITE = { contactName: 'Lương Văn Đầu Mối', contactPhone: '0204-333-444' };

const CHANNELS = { hotline: '0204-555-666', broadcastUrl: 'https://zoom.us/j/rieng-999' };
const SESSION_LINK = { sessionLink: 'https://zoom.us/j/phien-777' };

let app: TestApp;
let own: Place;
let code: string;
type Actor = 'anonymous' | 'trainee' | 'coordinator' | 'viewer' | 'reader' | 'steward' | 'organizer';
let clients: Record<Actor, Client>;
/** Personal data that each of them must not see, by kind. */
let secrets: Record<keyof typeof clients, Record<string, string>>;

beforeAll(async () => {
  app = await servesTraineePage(await startTestApp());
  own = await place(app, 'du-lieu-rieng', 'open');
  code = own.code;
  made(await app.organizer.patch(pathTo(ROUTES.participant, own.participant), PERSON));
  made(await app.organizer.patch(pathTo(ROUTES.site, own.site), SITE));
  const coordinator = app.anonymous.as((await consoleOf(app, own.site)).token);
  clients = {
    anonymous: app.anonymous,
    trainee: own.trainee,
    coordinator,
    viewer: own.wall,
    reader: await colleague(app, { login: 'nguoi-doc', role: 'reader' }),
    steward: await colleague(app, { login: 'truc-ban', role: 'steward' }),
    organizer: app.organizer,
  };
  made(await app.organizer.patch(pathTo(ROUTES.conference, own.conference), CHANNELS));
  made(
    await app.organizer.patch(pathTo(ROUTES.session, own.session), {
      broadcastUrl: SESSION_LINK.sessionLink,
    }),
  );
  const all = { ...PERSON, ...SITE, ...CHANNELS, ...SESSION_LINK, code };
  secrets = {
    anonymous: all,
    trainee: all,
    viewer: all,
    coordinator: { ...CONTACTS, code },
    reader: { ...PERSON, ...SITE, code },
    // They call the sites, whose contacts they see; people of the lists they need by name alone.
    steward: { ...CONTACTS, code },
    organizer: {},
  };
});
afterAll(() => app.stop());

const toldIn = (text: string, of: Record<string, string>): string[] =>
  Object.entries(of).flatMap(([what, secret]) => (text.includes(secret) ? [what] : []));
const READS = TABLE.filter(
  ({ method, route }) => method === 'GET' && !['live', 'ready', 'metrics', 'openapi'].includes(route),
);
const QUERIES: Record<string, string[]> = {
  boardChanges: ['?since=0'],
  guests: [`?name=${encodeURIComponent(PERSON.fullName)}`],
  participants: ['', '?search=0987', '?search=rieng-tu'],
};
const idsOf = (place: Place): Partial<Record<Thing, string>> => place;
const pathsOf = (row: (typeof READS)[number]): string[] =>
  (QUERIES[row.route] ?? ['']).map(
    (query) =>
      pathOf(row.route).replace(':id', row.thing === null ? '' : (idsOf(own)[row.thing] ?? own.conference)) +
      query,
  );

describe.each(['anonymous', 'trainee', 'coordinator', 'viewer', 'reader', 'steward'] as const)(
  '%s',
  (actor) => {
    test.each(READS.map((row) => [nameOf(row), row] as const))(
      '%s tells nothing of others that is not theirs',
      async (_, row) => {
        for (const path of pathsOf(row)) {
          const answer = await clients[actor].get<unknown>(path);
          // A coordinator looks for a guest by the full name that they type.
          expect([path, toldIn(JSON.stringify(answer.body), secrets[actor])]).toEqual([path, []]);
        }
      },
    );
  },
);

test('the first HTML of the pages tells of nobody', async () => {
  for (const path of ['/', '/c/du-lieu-rieng', '/organizer', '/console', '/site-screen'])
    expect(toldIn(await (await fetch(app.url + path)).text(), secrets.anonymous)).toEqual([]);
});

describe('a console', () => {
  test('does not find a code piece by piece by searching, nor does a steward', async () => {
    const found = async (client: Client, search: string): Promise<number> =>
      made(
        await client.get<{ items: Participant[] }>(
          `${pathTo(ROUTES.participants, own.conference)}?search=${encodeURIComponent(search)}`,
        ),
      ).items.length;
    for (const piece of [code, code.slice(0, 3), code.slice(-4)])
      expect(
        await Promise.all(
          (['organizer', 'coordinator', 'steward'] as const).map((actor) => found(clients[actor], piece)),
        ),
      ).toEqual([1, 0, 0]);
    expect(await found(clients.coordinator, 'quynh trang')).toBe(1);
  });

  test('is told its own site’s contact, as its coordinator is the one to be called', async () => {
    expect((await clients.coordinator.get(pathTo(ROUTES.site, own.site))).body).toMatchObject(SITE);
  });
});

describe.each(['trainee', 'coordinator', 'viewer'] as const)('live: %s', (actor) => {
  test('no ack and no news tells what is not theirs', async () => {
    const live = await LiveClient.connect(app.url, { token: clients[actor].token });
    const frames: string[] = [];
    live.socket.onAny((...frame: unknown[]) => void frames.push(JSON.stringify(frame)));
    for (const [event, { thing, body }] of Object.entries(LIVE) as [
      keyof LiveCommands,
      (typeof LIVE)[keyof LiveCommands],
    ][])
      frames.push(JSON.stringify(await live.ask(event, body(thing === null ? '' : own[thing], own))));
    made(await app.organizer.patch(pathTo(ROUTES.participant, own.participant), { unit: `Đơn vị ${actor}` }));
    made(await app.organizer.patch(pathTo(ROUTES.session, own.session), { title: `Khai mạc ${actor}` }));
    const entry = {
      id: randomUUID(),
      checkpointId: own.checkpoint,
      kind: 'absent',
      participantId: own.participant,
      method: 'roll_call',
      recordedAt: new Date().toISOString(),
    };
    made(await app.organizer.post(pathTo(ROUTES.attendance, own.site), { entries: [entry] }));
    await live.until('some news came', () => live.told.length > 0);
    live.close();
    expect([frames.length > Object.keys(LIVE).length, toldIn(frames.join('\n'), secrets[actor])]).toEqual([
      true,
      [],
    ]);
  });
});

test('canary: the same look at what organizers are told finds each of these', async () => {
  const texts = await Promise.all(
    READS.flatMap(pathsOf).map(async (path) =>
      JSON.stringify((await clients.organizer.get<unknown>(path)).body),
    ),
  );
  expect(toldIn(texts.join('\n'), secrets.trainee).sort()).toEqual(Object.keys(secrets.trainee).sort());
});
