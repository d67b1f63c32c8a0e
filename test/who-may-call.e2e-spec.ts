import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { ProblemBody } from '../src/contract/problem.js';
import type { LiveCommands } from '../src/contract/live.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { HostResolver } from '../src/webhooks/host-resolver.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Client } from './support/client.js';
import { LiveClient, refusal } from './support/live.js';
import { colleague, ownersBrowser } from './support/colleagues.js';
import { consoleOf, type Place, place, siteOf, type Thing } from './support/two-conferences.js';
import { type Actor, ACTORS, type Verdict, verdictOf } from './support/verdicts.js';
import { type Case, nameOf, pathOf, TABLE } from './support/who-may.js';
import { LIVE } from './support/who-may-live.js';

const QUERIES: Partial<Record<Case['route'], string>> = {
  boardChanges: '?since=0',
  guests: `?name=${encodeURIComponent('Nguyễn Văn An')}`,
};

let app: TestApp;
let own: Place;
let clients: Record<Actor, Client>;
/**
 * Ids by whose they are: own, of the same conference's other site, of another
 * conference, of a draft, of nothing.
 */
let ids: Record<'own' | 'neighbour' | 'other' | 'draft' | 'missing', Partial<Record<Thing, string>>>;

beforeAll(async () => {
  app = await startTestApp();
  // A ping goes out to nobody.
  app.app.get(HostResolver, { strict: false }).resolve = () => Promise.resolve([]);
  own = await place(app, 'hoi-nghi-nay', 'open');
  const neighbour = await siteOf(app, own.conference, 'B');
  const other = await place(app, 'hoi-nghi-khac', 'open');
  const draft = await place(app, 'ban-nhap', 'draft');
  const missing = new Proxy({}, { get: () => randomUUID() });
  ids = {
    own,
    neighbour: {
      site: neighbour.site,
      participant: neighbour.participant,
      device: neighbour.device,
      help: neighbour.help,
      speak: neighbour.speak,
      announcement: neighbour.announcement,
      quarantine: neighbour.quarantine,
      'refused-entry': neighbour['refused-entry'],
    },
    other,
    draft,
    missing,
  };
  const revoked = await consoleOf(app, own.site);
  clients = {
    anonymous: app.anonymous,
    revoked: app.anonymous.as(revoked.token),
    trainee: own.trainee,
    coordinator: own.coordinator,
    viewer: own.wall,
    reader: await colleague(app, { login: 'nguoi-xem', role: 'reader' }),
    steward: await colleague(app, { login: 'truc-ban', role: 'steward' }),
    local: await colleague(app, { login: 'cum-so-3', role: 'organizer', scope: [own.conference] }),
    organizer: await ownersBrowser(app),
  };
  expect((await clients.revoked.get(pathTo(ROUTES.me))).status).toBe(200);
  expect((await app.organizer.delete(pathTo(ROUTES.device, revoked.deviceId))).status).toBe(204);
});
afterAll(() => app.stop());

describe('one’s own site, but not oneself', () => {
  test('a trainee does not see the neighbour at the same site, the console does', async () => {
    const neighbour = (
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.participants, ids.other.conference), {
        siteId: ids.other.site,
        fullName: 'Lê Văn B',
      })
    ).body.id;
    expect(neighbour).toBeDefined();
    const other = ids.other as Place;
    expect((await other.trainee.get(pathTo(ROUTES.participant, neighbour))).status).toBe(404);
    expect((await other.coordinator.get(pathTo(ROUTES.participant, neighbour))).status).toBe(200);
  });
});

describe('live', () => {
  test.each(['anonymous', 'revoked'] as const)('%s: not even the handshake', async (actor) => {
    const { data } = await refusal(LiveClient.connect(app.url, clients[actor].live));
    expect(data).toMatchObject({ status: 401, code: actor === 'anonymous' ? 'auth.required' : 'auth.ended' });
  });

  describe.each(ACTORS.slice(2))('%s', (actor) => {
    let live: LiveClient;
    beforeAll(async () => {
      live = await LiveClient.connect(app.url, clients[actor].live);
    });
    afterAll(() => live.close());

    test.each(Object.entries(LIVE) as [keyof LiveCommands, (typeof LIVE)[keyof LiveCommands]][])(
      '%s',
      async (event, { thing, who, body }) => {
        const verdict = verdictOf(actor, who);
        const ask = async (id: string): Promise<Answer<ProblemBody>> => {
          const { problem } = await live.ask(event, body(id, own));
          return {
            status: problem?.status ?? 200,
            headers: new Headers(),
            body: (problem ?? {}) as ProblemBody,
          };
        };
        const nothing = await ask(randomUUID());
        if (thing === null) return judge(actor, verdict, 'own', nothing, null);
        for (const whose of ['neighbour', 'other', 'draft', 'own'] as const) {
          const id = ids[whose][thing];
          if (id !== undefined) judge(actor, verdict, whose, await ask(id), nothing);
        }
      },
    );
  });
});

describe.each(ACTORS)('%s', (actor) => {
  test.each(TABLE.map((row): [string, Case] => [nameOf(row), row]))('%s', async (_, row) => {
    const special = actor === 'revoked' ? row.revoked : actor === 'local' ? row.local : undefined;
    const verdict = special ?? verdictOf(actor, row.who);
    if (row.thing === null) return judge(actor, verdict, 'own', await call(actor, row, 'own', ''), null);
    const nothing = await call(actor, row, 'missing', ids.missing[row.thing]!);
    for (const whose of ['neighbour', 'other', 'draft', 'own'] as const) {
      const id = ids[whose][row.thing];
      // The other tests need what one may destroy.
      if (id === undefined || (row.method === 'DELETE' && isSpared(actor, verdict, whose))) continue;
      judge(actor, verdict, whose, await call(actor, row, whose, id), nothing);
    }
    if (verdict === 'no') judge(actor, verdict, 'own', nothing, null);
    if (actor === 'organizer' && verdict === 'yes')
      expect([nothing.status, nothing.body.code]).toEqual([404, `${row.thing}.not-found`]);
  });
});

function call(actor: Actor, row: Case, whose: keyof typeof ids, id: string): Promise<Answer<ProblemBody>> {
  const path = pathOf(row.route).replace(':id', id);
  const query = QUERIES[row.route] ?? '';
  if (row.upload) return clients[actor].upload<ProblemBody>(path, row.upload());
  return clients[actor].send<ProblemBody>(row.method, path + query, row.body?.(ids[whose], own));
}

type Whose = 'own' | 'neighbour' | 'other' | 'draft';
const isSpared = (actor: Actor, verdict: Verdict, whose: Whose): boolean =>
  mayIt(verdict, whose) &&
  ACTORS.indexOf(actor) > ACTORS.indexOf('viewer') &&
  (actor !== 'organizer' || whose === 'own');

const mayIt = (verdict: Verdict, whose: Whose): boolean =>
  verdict === 'yes' ||
  (verdict === 'own' && whose === 'own') ||
  (verdict === 'conference' && (whose === 'own' || whose === 'neighbour')) ||
  (verdict === 'public' && whose !== 'draft');

function judge(
  actor: Actor,
  verdict: Verdict,
  whose: Whose,
  answer: Answer<ProblemBody>,
  nothing: Answer<ProblemBody> | null,
): void {
  const seen = { whose, status: answer.status, code: answer.body?.code };
  if (verdict === 'no') {
    const [status, code] =
      actor === 'anonymous'
        ? [401, 'auth.required']
        : actor === 'revoked'
          ? [401, 'auth.ended']
          : [403, 'auth.forbidden'];
    return expect(seen).toEqual({ whose, status, code });
  }
  if (verdict === 'hidden') return expect(seen).toEqual({ whose, status: 404, code: 'route.not-found' });
  // Past the guard and the policy: done, or refused for what was asked.
  if (mayIt(verdict, whose))
    return expect({
      ...seen,
      isReached: answer.status < 400 || [400, 409, 410, 422].includes(answer.status),
    }).toEqual({ ...seen, isReached: true });
  expect({ ...answer.body, requestId: '' }).toEqual({ ...nothing!.body, requestId: '' });
  expect([answer.status, nothing!.status]).toEqual([404, 404]);
}
