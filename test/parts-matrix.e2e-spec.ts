import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { unzipSync } from 'fflate';
import type { Account } from '../src/contract/account.js';
import type { LiveCommands } from '../src/contract/live.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import { IncidentMemberRow, IncidentRow } from '../src/incidents/incident.entity.js';
import { IncidentChanged } from '../src/incidents/incidents.events.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { UnitOfWork } from '../src/platform/database/unit-of-work.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Client } from './support/client.js';
import { colleague, ownersBrowser } from './support/colleagues.js';
import { made } from './support/hall.js';
import { LiveClient } from './support/live.js';
import { type Place, place, siteOf, type Thing } from './support/two-conferences.js';
import { type Case, nameOf, pathOf, TABLE } from './support/who-may.js';
import { LIVE } from './support/who-may-live.js';
import {
  hasGrant,
  hasRole,
  LIVE_IN_PARTS,
  neededFor,
  PART_ACTORS,
  type PartActor,
  strangers,
} from './support/who-may-in-parts.js';

/** Found in no other text: names of the other part's people and sites. */
const OUTSIDER = { fullName: 'Ngoại Phần Thị Quỳnh', unit: 'Văn phòng Ngoại Phần' };
const OUTER_SITE = { name: 'Xã Ngoại Phần' };
const QUERIES: Partial<Record<Case['route'], string>> = {
  boardChanges: '?since=0',
  guests: `?name=${encodeURIComponent(OUTSIDER.fullName)}`,
};
type Neighbour = Awaited<ReturnType<typeof siteOf>>;

let app: TestApp;
/** Everything of it lies in the part, but what is of the conference as a whole. */
let own: Place;
let neighbour: Neighbour;
let other: Place;
let clients: Map<string, Client>;
/** What an account with only the part must never be sent. */
let forbidden: Record<string, string>;

const keyOf = ({ role, grant }: PartActor): string => `${role}, ${grant}`;

beforeAll(async () => {
  app = await startTestApp();
  own = await place(app, 'hoi-nghi-nay', 'open');
  neighbour = await siteOf(app, own.conference, 'B');
  other = await place(app, 'hoi-nghi-khac', 'open');
  const groupOf = async (code: string, siteId: string, parentId: string | null): Promise<string> => {
    const group = { code, name: `Cụm ${code}`, kind: 'group', parentId };
    const { id } = made(await app.organizer.post<Site>(pathTo(ROUTES.sites, own.conference), group));
    made(await app.organizer.patch(pathTo(ROUTES.site, siteId), { parentId: id }));
    return id;
  };
  const province = { code: 'TINH', name: 'Tỉnh Ngoại Phần' };
  const top = made(await app.organizer.post<Site>(pathTo(ROUTES.sites, own.conference), province)).id;
  const part = await groupOf('CUM-A', own.site, top);
  const otherPart = await groupOf('CUM-B', neighbour.site, top);
  made(await app.organizer.patch(pathTo(ROUTES.site, neighbour.site), OUTER_SITE));
  made(await app.organizer.patch(pathTo(ROUTES.participant, neighbour.participant), OUTSIDER));
  // Each part's person is counted in the other part.
  await present(own.site, neighbour.participant);
  await present(neighbour.site, own.participant);
  await suffer(own.incident, [own.site, neighbour.site]);
  made(
    await app.organizer.post(pathTo(ROUTES.announcements, own.conference), {
      text: 'Tất cả',
      to: { all: true },
    }),
  );
  clients = new Map();
  for (const actor of PART_ACTORS) {
    const login = `${actor.role}-${actor.grant}`;
    clients.set(keyOf(actor), await colleague(app, { login, role: actor.role, scope: [] }));
    const grant = { login, siteId: part, role: actor.grant };
    made(await app.organizer.post(pathTo(ROUTES.grants, own.conference), grant));
  }
  const { coordinator: _coordinator, trainee: _trainee, code: _code, ...things } = neighbour;
  forbidden = { ...things, top, otherPart, ...OUTSIDER, outerSite: OUTER_SITE.name, province: province.name };
});
afterAll(() => app.stop());

async function present(siteId: string, participantId: string): Promise<void> {
  const entry = {
    id: randomUUID(),
    checkpointId: own.checkpoint,
    kind: 'present',
    participantId,
    method: 'roll_call',
    recordedAt: new Date().toISOString(),
  };
  made(await app.organizer.post(pathTo(ROUTES.attendance, siteId), { entries: [entry] }));
}

/** Nobody makes incidents by asking. */
async function suffer(incidentId: string, siteIds: string[]): Promise<void> {
  await app.app.get(UnitOfWork).run(async (tx) => {
    const { openedAt } = (await tx.repo(IncidentRow).findOneBy({ id: incidentId }))!;
    for (const siteId of siteIds)
      await tx.repo(IncidentMemberRow).insert({ incidentId, siteId, joinedAt: openedAt, backAt: null });
    await tx.repo(IncidentRow).update({ id: incidentId }, { cause: 'part', siteId: siteIds[1]!, sites: 2 });
  });
}

/** The text of an answer; of a file what is packed in it. */
async function bytesOf(client: Client, path: string): Promise<string> {
  const response = await fetch(client.url + path, { headers: client.live.headers });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  const files = isZip ? Object.values(unzipSync(bytes)) : [bytes];
  return files.map((file) => new TextDecoder().decode(file)).join('\n');
}
const leaksIn = (text: string): string[] =>
  Object.entries(forbidden).flatMap(([what, secret]) => (text.includes(secret) ? [what] : []));

/** Past the guard and the policy: done, or refused for what was asked. */
function expectReached({ status, body }: Answer<ProblemBody>): void {
  const isReached = status < 400 || [400, 409, 410, 422].includes(status);
  const isAtTheTop = body?.code === 'site.outside-part';
  expect([status, body?.code, isReached || isAtTheTop]).toEqual([status, body?.code, true]);
  expect({ leaks: leaksIn(JSON.stringify(body)) }).toEqual({ leaks: [] });
}

/** Things of a site, told apart by it; the others are of the conference. */
const OF_SITES = new Set<Thing>([
  'site',
  'participant',
  'device',
  'invitation',
  'help',
  'speak',
  'announcement',
  'quarantine',
  'refused-entry',
]);

describe('the table of what an account with only a part may do', () => {
  test('names only what there is', () => expect(strangers()).toEqual([]));
});

describe.each(PART_ACTORS.map((actor) => [keyOf(actor), actor] as const))('%s', (key, actor) => {
  // Those that destroy stand last in the table; what is theirs is spared, for others need it.
  const rows = TABLE.filter(({ thing }) => thing !== null && thing !== 'account' && thing !== 'sign-in');

  test.each(rows.map((row): [string, Case] => [nameOf(row), row]))('%s', async (_, row) => {
    const call = (id: string): Promise<Answer<ProblemBody>> => {
      const path = pathOf(row.route).replace(':id', id) + (QUERIES[row.route] ?? '');
      const client = clients.get(key)!;
      return row.upload
        ? client.upload<ProblemBody>(path, row.upload())
        : client.send<ProblemBody>(row.method, path, row.body?.(own, own));
    };
    const thing = row.thing as Exclude<Thing, 'account' | 'sign-in'>;
    const said = async (id: string): Promise<unknown> => {
      const { status, body } = await call(id);
      return [status, body?.code];
    };
    if (!hasRole(actor, row)) return expect(await said(own[thing])).toEqual([403, 'auth.forbidden']);
    if (row.local === 'no' && row.method === 'POST')
      return expect(await said(own[thing])).toEqual([403, 'auth.forbidden']);
    const missing = await said(randomUUID());
    expect(await said(other[thing])).toEqual(missing);
    if (OF_SITES.has(thing)) {
      const theirs = (neighbour as unknown as Record<string, string>)[thing]!;
      expect({ theirs: await said(theirs) }).toEqual({ theirs: missing });
    }
    if (!hasGrant(actor, neededFor(row)))
      return expect(await said(own[thing])).toEqual([403, 'auth.forbidden']);
    if (row.method === 'DELETE') return;
    // An incident of several parts is silenced by those who have them all.
    if (row.route === 'incidentAcknowledge')
      return expect(await said(own[thing])).toEqual([403, 'auth.forbidden']);
    expectReached(await call(own[thing]));
    if (row.method !== 'GET') return;
    const path = pathOf(row.route).replace(':id', own[thing]) + (QUERIES[row.route] ?? '');
    expect({ leaks: leaksIn(await bytesOf(clients.get(key)!, path)) }).toEqual({ leaks: [] });
  });

  test('lists hold the part, and not nothing', async () => {
    const client = clients.get(key)!;
    const board = made(
      await client.get<{ sites: { siteId: string }[] }>(pathTo(ROUTES.board, own.conference)),
    );
    expect(board.sites.map(({ siteId }) => siteId)).toContain(own.site);
    if (actor.role === 'reader') return;
    const lists = [
      'sites',
      'participants',
      'ledger',
      'conferenceHelp',
      'speakRequests',
      'announcements',
    ] as const;
    for (const route of [...lists, 'conferenceQuarantine', 'refusedEntries', 'chase', 'incidents'] as const) {
      const { items } = made(await client.get<{ items: unknown[] }>(pathTo(ROUTES[route], own.conference)));
      expect([route, items.length > 0]).toEqual([route, true]);
    }
  });

  describe('live', () => {
    let live: LiveClient;
    beforeAll(async () => {
      live = await LiveClient.connect(app.url, clients.get(key)!.live);
    });
    afterAll(() => live.close());

    test.each(Object.entries(LIVE) as [keyof LiveCommands, (typeof LIVE)[keyof LiveCommands]][])(
      '%s',
      async (event, { thing, who, body }) => {
        const ask = async (id: string): Promise<unknown> => {
          const { problem } = await live.ask(event, body(id, own));
          return problem ? [problem.status, problem.code] : 'done';
        };
        const need = LIVE_IN_PARTS[event];
        const row = { who } as Case;
        if (need === undefined || !hasRole(actor, row) || thing === null)
          return expect(await ask(thing === null ? '' : own[thing])).toEqual([403, 'auth.forbidden']);
        const missing = await ask(randomUUID());
        expect(await ask(other[thing])).toEqual(missing);
        if (thing === 'site') expect(await ask(neighbour.site)).toEqual(missing);
        expect(await ask(own[thing])).toEqual(hasGrant(actor, need) ? 'done' : [403, 'auth.forbidden']);
      },
    );

    test('tells only of the part', async () => {
      await live.ask('conference.follow', { conferenceId: own.conference });
      const watched = await live.ask('board.watch', { conferenceId: own.conference });
      const before = live.told.length;
      for (const { site, coordinator } of [neighbour, own]) {
        made(
          await coordinator.post(pathTo(ROUTES.siteHelp, site), { id: randomUUID(), message: 'Mất tiếng' }),
        );
        const readiness = { id: randomUUID(), signedBy: 'Cán bộ trực' };
        const items = [{ key: 'tone', outcome: 'passed' }];
        made(await coordinator.send('PUT', pathTo(ROUTES.siteReadiness, site), { ...readiness, items }));
        const announcement = { id: randomUUID(), text: 'Tạm nghỉ', to: { siteIds: [site] } };
        made(await app.organizer.post(pathTo(ROUTES.announcements, own.conference), announcement));
      }
      made(await app.organizer.post(pathTo(ROUTES.speakSkip, neighbour.speak)));
      await present(own.site, own.participant);
      await present(neighbour.site, own.participant);
      const incident = made(await app.organizer.get<never>(pathTo(ROUTES.incident, own.incident)));
      app.app.get(EventBus).publish(new IncidentChanged(incident));
      const events = ['board.changed', 'incident.changed'] as const;
      const ofTheDay = ['help.changed', 'readiness.changed', 'announcement.changed'] as const;
      for (const event of [...events, ...(actor.role === 'reader' ? [] : ofTheDay)])
        await live.until(event, () => live.told.slice(before).some((one) => one.event === event));
      expect(leaksIn(JSON.stringify([watched, ...live.told]))).toEqual([]);
    });
  });
});

describe('an account with a part', () => {
  test('is one that works in no whole conference', async () => {
    const owner = await ownersBrowser(app);
    const { items } = made(await owner.get<{ items: Account[] }>(pathTo(ROUTES.accounts)));
    expect(items.filter(({ scope }) => scope !== 'all' && scope.length === 0)).toHaveLength(
      PART_ACTORS.length,
    );
  });
});
