import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ProblemBody } from '../src/contract/problem.js';
import type { LiveCommands } from '../src/contract/live.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { API_BASE } from '../src/contract/version.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Client } from './support/client.js';
import { collectRoutes, guardedRoutes, liveEvents } from './support/entrances.js';
import { LiveClient, refusal } from './support/live.js';
import { consoleOf, type Place, place, siteOf, type Thing } from './support/two-conferences.js';

type RouteName = keyof typeof ROUTES | 'live' | 'ready' | 'metrics';
const OUTSIDE: Partial<Record<RouteName, string>> = { live: '/health/live', ready: '/health/ready', metrics: '/metrics' };
const ACTORS = ['anonymous', 'revoked', 'trainee', 'coordinator', 'viewer', 'organizer'] as const;
type Actor = (typeof ACTORS)[number];
/**
 * `no`: nobody of that kind, whatever the id. `own`: what belongs to them; anything else is answered as if it did not exist.
 * `public`: of every conference that is no draft. `yes`: a route without an id, or an organizer. `hidden`: as if there were no such route.
 */
type Verdict = 'no' | 'own' | 'public' | 'yes' | 'hidden';
/** In the order of ACTORS. A revoked sign-in is nobody's, so its verdict is that of anonymous; but where `revoked` says otherwise. */
type Row = [anonymous: Verdict, trainee: Verdict, coordinator: Verdict, viewer: Verdict, organizer: Verdict];

const ORGANIZERS: Row = ['no', 'no', 'no', 'no', 'yes'];
const NOBODY: Row = ['no', 'no', 'no', 'no', 'no'];
const EVERYBODY: Row = ['yes', 'yes', 'yes', 'yes', 'yes'];
const SIGNED_IN: Row = ['no', 'yes', 'yes', 'yes', 'yes'];
const READERS: Row = ['public', 'own', 'own', 'own', 'yes'];
const SITE: Row = ['no', 'no', 'own', 'no', 'yes'];
const PERSON: Row = ['no', 'own', 'own', 'no', 'yes'];
const CONSOLE: Row = ['no', 'no', 'own', 'no', 'no'];
const BOARD: Row = ['no', 'no', 'no', 'own', 'yes'];

const TIMES = { startsAt: '2026-11-22T03:00:00.000Z', endsAt: '2026-11-22T04:00:00.000Z' };
const file = (name: string) => ({ name, content: '%PDF-1.7\n%%EOF' });
interface Case {
  route: RouteName;
  method: string;
  thing: Thing | null;
  who: Row;
  /** @param at where the thing asked for lies */
  body?: (at: Partial<Place>) => unknown;
  upload?: () => { name: string; content: string };
  revoked?: Verdict;
}
const QUERIES: Partial<Record<RouteName, string>> = { boardChanges: '?since=0', guests: `?name=${encodeURIComponent('Nguyễn Văn An')}` };
const on = (method: string, route: RouteName, thing: Thing | null, who: Row, body?: Case['body'], upload?: Case['upload']): Case => ({
  method,
  route,
  thing,
  who,
  body,
  upload,
});

/** Who may call what. A route that is not in here fails below. Those that destroy come last; signing out is the very last. */
const TABLE: Case[] = [
  on('GET', 'live', null, EVERYBODY),
  on('GET', 'ready', null, EVERYBODY),
  on('GET', 'metrics', null, ['hidden', 'hidden', 'hidden', 'hidden', 'yes']),
  on('GET', 'openapi', null, EVERYBODY),
  on('POST', 'signIn', null, EVERYBODY, () => ({})),
  on('POST', 'tokens', null, EVERYBODY, () => ({})),
  on('POST', 'pair', null, EVERYBODY, () => ({})),
  on('POST', 'trainee', null, EVERYBODY, () => ({})),
  on('POST', 'setUp', null, EVERYBODY, () => ({})),
  on('POST', 'view', null, EVERYBODY, () => ({})),
  on('GET', 'me', null, SIGNED_IN),
  on('GET', 'conferences', null, EVERYBODY),
  on('POST', 'conferences', null, ORGANIZERS, () => ({ slug: `s-${randomUUID().slice(0, 18)}`, title: 'X', startsOn: '2026-11-22', endsOn: '2026-11-22' })),
  on('GET', 'conference', 'conference', READERS),
  on('PATCH', 'conference', 'conference', ORGANIZERS, () => ({ title: 'Đổi tên' })),
  on('GET', 'checkpoints', 'conference', ['no', 'own', 'own', 'own', 'yes']),
  on('POST', 'checkpoints', 'conference', ORGANIZERS, () => ({ name: 'Bế mạc' })),
  on('PATCH', 'checkpoint', 'checkpoint', ORGANIZERS, () => ({ name: 'Đổi tên' })),
  on('GET', 'viewers', 'conference', ORGANIZERS),
  on('POST', 'viewers', 'conference', ORGANIZERS, () => ({ name: 'Tường' })),
  on('GET', 'sites', 'conference', ['no', 'own', 'own', 'no', 'yes']),
  on('POST', 'sites', 'conference', ORGANIZERS, () => ({ code: randomUUID(), name: 'X' })),
  on('POST', 'siteImport', 'conference', ORGANIZERS, undefined, () => file('a.csv')),
  on('GET', 'site', 'site', PERSON),
  on('PATCH', 'site', 'site', ORGANIZERS, () => ({ name: 'Đổi tên' })),
  on('POST', 'pairings', 'site', ORGANIZERS),
  on('POST', 'conferencePairings', 'conference', ORGANIZERS),
  on('GET', 'devices', 'site', ORGANIZERS),
  on('GET', 'participants', 'conference', SITE),
  on('POST', 'participantImport', 'conference', ORGANIZERS, undefined, () => file('a.csv')),
  on('GET', 'participant', 'participant', PERSON),
  on('PATCH', 'participant', 'participant', ORGANIZERS, () => ({ unit: 'Phòng Văn hóa' })),
  on('GET', 'roster', 'site', SITE),
  on('GET', 'guests', 'site', SITE),
  on('GET', 'join', 'participant', ORGANIZERS),
  on('POST', 'join', 'participant', ORGANIZERS, () => ({ participantId: own.participant })),
  on('DELETE', 'join', 'participant', ORGANIZERS),
  on('POST', 'attendance', 'site', SITE, () => ({ entries: [entry(own)] })),
  on('GET', 'ledger', 'conference', SITE),
  // The one door that is open to a console that was revoked, and to nobody else.
  { ...on('POST', 'quarantine', null, NOBODY, () => ({ entries: [entry(own)] })), revoked: 'yes' },
  on('GET', 'conferenceQuarantine', 'conference', ORGANIZERS),
  on('POST', 'quarantineAccept', 'quarantine', ORGANIZERS),
  on('POST', 'quarantineReject', 'quarantine', ORGANIZERS, () => ({ reason: 'Máy bị mất' })),
  on('GET', 'refusedEntries', 'conference', ORGANIZERS),
  on('POST', 'refusedAccept', 'refused-entry', ORGANIZERS),
  on('POST', 'refusedReject', 'refused-entry', ORGANIZERS, () => ({ reason: 'Ghi nhầm' })),
  on('GET', 'siteHelp', 'site', SITE),
  on('POST', 'siteHelp', 'site', CONSOLE, () => helpCall()),
  on('GET', 'conferenceHelp', 'conference', ORGANIZERS),
  on('POST', 'helpAnswer', 'help', ORGANIZERS),
  on('POST', 'helpWithdraw', 'help', CONSOLE),
  on('GET', 'board', 'conference', BOARD),
  on('GET', 'boardChanges', 'conference', BOARD),
  on('GET', 'schedule', 'conference', READERS),
  on('GET', 'scheduleIcs', 'conference', READERS),
  on('GET', 'scheduleJson', 'conference', READERS),
  on('GET', 'scheduleXml', 'conference', READERS),
  on('GET', 'sessions', 'conference', READERS),
  on('POST', 'sessions', 'conference', ORGANIZERS, () => ({ title: 'X', ...TIMES })),
  on('GET', 'session', 'session', READERS),
  on('PATCH', 'session', 'session', ORGANIZERS, () => ({ title: 'Đổi tên' })),
  on('POST', 'sessionStart', 'session', ORGANIZERS),
  on('POST', 'sessionEnd', 'session', ORGANIZERS),
  on('GET', 'materials', 'conference', READERS),
  on('POST', 'materials', 'conference', ORGANIZERS, undefined, () => file('b.pdf')),
  on('GET', 'material', 'material', READERS),
  on('PATCH', 'material', 'material', ORGANIZERS, () => ({ title: 'Đổi tên' })),
  on('POST', 'materialVersions', 'material', ORGANIZERS, undefined, () => file('c.pdf')),
  on('GET', 'materialContent', 'material', READERS),
  on('GET', 'materialDownloads', 'material', ORGANIZERS),
  on('GET', 'reportCsv', 'conference', ORGANIZERS),
  on('GET', 'reportXlsx', 'conference', ORGANIZERS),
  on('GET', 'reportPdf', 'conference', ORGANIZERS),
  on('DELETE', 'material', 'material', ORGANIZERS),
  on('DELETE', 'session', 'session', ORGANIZERS),
  on('DELETE', 'viewer', 'viewer', ORGANIZERS),
  on('DELETE', 'device', 'device', ORGANIZERS),
  on('DELETE', 'participant', 'participant', ORGANIZERS),
  on('DELETE', 'site', 'site', ORGANIZERS),
  on('POST', 'participants', 'conference', ORGANIZERS, ({ site }) => ({ siteId: site, fullName: 'Lê Văn A' })),
  on('POST', 'signOut', null, SIGNED_IN),
];
/** Pages are files for everybody; what they show comes through the routes above. */
const PAGES = ['GET /', 'GET /c/:slug', 'GET /organizer', 'GET /organizer/*', 'GET /console', 'GET /console/*', 'GET /*'];

const LIVE: Record<keyof LiveCommands, { thing: 'conference' | 'site' | null; who: Row; body: (id: string) => unknown }> = {
  'board.watch': { thing: 'conference', who: BOARD, body: (conferenceId) => ({ conferenceId }) },
  'site.join': { thing: 'site', who: CONSOLE, body: (siteId) => ({ siteId }) },
  'site.signal': { thing: null, who: ['no', 'no', 'yes', 'no', 'no'], body: () => ({ picture: 'ok', sound: 'ok' }) },
  'site.help': { thing: null, who: ['no', 'no', 'yes', 'no', 'no'], body: () => helpCall() },
  'attendance.submit': { thing: 'site', who: SITE, body: (siteId) => ({ siteId, entries: [entry(own)] }) },
  'conference.follow': { thing: 'conference', who: ['no', 'own', 'own', 'no', 'no'], body: (conferenceId) => ({ conferenceId }) },
};

const routes = collectRoutes();
let app: TestApp;
let own: Place;
let clients: Record<Actor, Client>;
/** Ids by whose they are: own, of the same conference's other site, of another conference, of a draft, of nothing. */
let ids: Record<'own' | 'neighbour' | 'other' | 'draft' | 'missing', Partial<Record<Thing, string>>>;

beforeAll(async () => {
  app = await startTestApp();
  own = await place(app, 'hoi-nghi-nay', 'open');
  const neighbour = await siteOf(app, own.conference, 'B');
  const other = await place(app, 'hoi-nghi-khac', 'open');
  const draft = await place(app, 'ban-nhap', 'draft');
  const missing = new Proxy({}, { get: () => randomUUID() });
  ids = { own, neighbour: { site: neighbour.site, participant: neighbour.participant, device: neighbour.device, help: neighbour.help, quarantine: neighbour.quarantine, 'refused-entry': neighbour['refused-entry'] }, other, draft, missing };
  const revoked = await consoleOf(app, own.site);
  clients = {
    anonymous: app.anonymous,
    revoked: app.anonymous.as(revoked.token),
    trainee: own.trainee,
    coordinator: own.coordinator,
    viewer: own.wall,
    organizer: app.organizer,
  };
  expect((await clients.revoked.get(pathTo(ROUTES.me))).status).toBe(200);
  expect((await app.organizer.delete(pathTo(ROUTES.device, revoked.deviceId))).status).toBe(204);
});
afterAll(() => app.stop());

const pathOf = (route: RouteName): string => OUTSIDE[route] ?? `${API_BASE}${ROUTES[route as keyof typeof ROUTES]}`;
const nameOf = ({ method, route }: Case): string => `${method} ${pathOf(route)}`;

describe('closed by default', () => {
  test('every route and every live event says who may', () => {
    const entrances = [...guardedRoutes(app, API_BASE, Object.values(OUTSIDE)), ...liveEvents(app)];
    expect(entrances.length).toBeGreaterThan(50);
    expect(entrances.filter(({ allowed }) => allowed.length === 0).map(({ name }) => name)).toEqual([]);
  });

  test('no route stands beside the guard but the pages', () => {
    const guarded = new Set(guardedRoutes(app, API_BASE, Object.values(OUTSIDE)).map(({ name }) => name));
    const unguarded = [...routes].filter((route) => !guarded.has(route));
    expect(unguarded.filter((route) => !PAGES.includes(route))).toEqual([]);
    expect([...guarded].filter((route) => !routes.has(route))).toEqual([]);
  });

  test('the table below names every route and every live event, and none that is gone', () => {
    const named = new Set(TABLE.map(nameOf));
    const guarded = guardedRoutes(app, API_BASE, Object.values(OUTSIDE)).map(({ name }) => name);
    expect(guarded.filter((route) => !named.has(route))).toEqual([]);
    expect([...named].filter((route) => !routes.has(route))).toEqual([]);
    expect(
      liveEvents(app)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(LIVE).sort());
  });
});

describe('one’s own site, but not oneself', () => {
  test('a trainee does not see the neighbour at the same site, the console does', async () => {
    const neighbour = (
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.participants, ids.other.conference), { siteId: ids.other.site, fullName: 'Lê Văn B' })
    ).body.id;
    expect(neighbour).toBeDefined();
    const other = ids.other as Place;
    expect((await other.trainee.get(pathTo(ROUTES.participant, neighbour))).status).toBe(404);
    expect((await other.coordinator.get(pathTo(ROUTES.participant, neighbour))).status).toBe(200);
  });
});

describe('live', () => {
  test.each(['anonymous', 'revoked'] as const)('%s: not even the handshake', async (actor) => {
    const { data } = await refusal(LiveClient.connect(app.url, { token: clients[actor].token }));
    expect(data).toMatchObject({ status: 401, code: actor === 'anonymous' ? 'auth.required' : 'auth.ended' });
  });

  describe.each(['trainee', 'coordinator', 'viewer', 'organizer'] as const)('%s', (actor) => {
    let live: LiveClient;
    beforeAll(async () => {
      live = await LiveClient.connect(app.url, { token: clients[actor].token });
    });
    afterAll(() => live.close());

    test.each(Object.entries(LIVE) as [keyof LiveCommands, (typeof LIVE)[keyof LiveCommands]][])('%s', async (event, { thing, who, body }) => {
      const verdict = who[ACTORS.indexOf(actor) - 1]!;
      const ask = async (id: string): Promise<Answer<ProblemBody>> => {
        const { problem } = await live.ask(event, body(id));
        return { status: problem?.status ?? 200, headers: new Headers(), body: (problem ?? {}) as ProblemBody };
      };
      const nothing = await ask(randomUUID());
      if (thing === null) return judge(actor, verdict, 'own', nothing, null);
      for (const whose of ['neighbour', 'other', 'draft', 'own'] as const) {
        const id = ids[whose][thing];
        if (id !== undefined) judge(actor, verdict, whose, await ask(id), nothing);
      }
    });
  });
});

describe.each(ACTORS)('%s', (actor) => {
  test.each(TABLE.map((row): [string, Case] => [nameOf(row), row]))('%s', async (_, row) => {
    const verdict = (actor === 'revoked' ? row.revoked : undefined) ?? row.who[Math.max(0, ACTORS.indexOf(actor) - 1)]!;
    if (row.thing === null) return judge(actor, verdict, 'own', await call(actor, row, 'own', ''), null);
    const nothing = await call(actor, row, 'missing', ids.missing[row.thing]!);
    for (const whose of ['neighbour', 'other', 'draft', 'own'] as const) {
      const id = ids[whose][row.thing];
      // Made anew for the one who may destroy: the other tests need theirs.
      if (id !== undefined && !(row.method === 'DELETE' && actor === 'organizer' && whose === 'own'))
        judge(actor, verdict, whose, await call(actor, row, whose, id), nothing);
    }
    if (actor === 'organizer' && verdict === 'yes') expect([nothing.status, nothing.body.code]).toEqual([404, `${row.thing}.not-found`]);
  });
});

function entry({ checkpoint, participant }: Place): object {
  return { id: randomUUID(), checkpointId: checkpoint, kind: 'present', participantId: participant, method: 'roll_call', recordedAt: new Date().toISOString() };
}

function helpCall(): object {
  return { id: randomUUID(), message: 'Không có hình' };
}

function call(actor: Actor, row: Case, whose: keyof typeof ids, id: string): Promise<Answer<ProblemBody>> {
  const path = pathOf(row.route).replace(':id', id);
  const query = QUERIES[row.route] ?? '';
  if (row.upload) return clients[actor].upload<ProblemBody>(path, row.upload());
  return clients[actor].send<ProblemBody>(row.method, path + query, row.body?.(ids[whose]));
}

function judge(
  actor: Actor,
  verdict: Verdict,
  whose: 'own' | 'neighbour' | 'other' | 'draft',
  answer: Answer<ProblemBody>,
  nothing: Answer<ProblemBody> | null,
): void {
  const seen = { whose, status: answer.status, code: answer.body?.code };
  if (verdict === 'no') {
    const [status, code] = actor === 'anonymous' ? [401, 'auth.required'] : actor === 'revoked' ? [401, 'auth.ended'] : [403, 'auth.forbidden'];
    return expect(seen).toEqual({ whose, status, code });
  }
  if (verdict === 'hidden') return expect(seen).toEqual({ whose, status: 404, code: 'route.not-found' });
  const mayIt = verdict === 'yes' || (verdict === 'own' && whose === 'own') || (verdict === 'public' && whose !== 'draft');
  // Past the guard and the policy: done, or refused for what was asked.
  if (mayIt) return expect({ ...seen, isReached: answer.status < 400 || [400, 409, 410, 422].includes(answer.status) }).toEqual({ ...seen, isReached: true });
  expect({ ...answer.body, requestId: '' }).toEqual({ ...nothing!.body, requestId: '' });
  expect([answer.status, nothing!.status]).toEqual([404, 404]);
}
