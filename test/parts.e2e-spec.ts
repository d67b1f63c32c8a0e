import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { BoardSnapshot } from '../src/contract/board.js';
import type { LedgerEntry } from '../src/contract/attendance.js';
import type { Grant, GrantRole } from '../src/contract/grant.js';
import type { Participant } from '../src/contract/participant.js';
import type { Roster } from '../src/contract/roster.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Site } from '../src/contract/site.js';
import { idsFrom } from '../src/contract/site-tree.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { colleague, ownersBrowser } from './support/colleagues.js';
import { type Hall, made, makeHall } from './support/hall.js';
import { BoardReader, LiveClient } from './support/live.js';
import { seeded } from './support/seeded.js';

let app: TestApp;
let owner: Client;
beforeAll(async () => {
  app = await startTestApp();
  owner = await ownersBrowser(app);
});
afterAll(() => app.stop());

/** Two groups with two sites each; `parts[0]` holds the sites 0 and 1. */
interface District extends Hall {
  parts: [string, string];
}
let hall: District;
let logins = 0;
beforeEach(async () => {
  const { conference, ...rest } = await makeHall(app.organizer, { sites: 4, people: 2 });
  const group = async (code: string, below: Site[]): Promise<string> => {
    const { id } = made(
      await owner.post<Site>(pathTo(ROUTES.sites, conference.id), { code, name: code, kind: 'group' }),
    );
    for (const { id: siteId } of below)
      made(await owner.patch(pathTo(ROUTES.site, siteId), { parentId: id }));
    return id;
  };
  const parts: [string, string] = [
    await group('CUM-1', rest.sites.slice(0, 2)),
    await group('CUM-2', rest.sites.slice(2)),
  ];
  hall = { conference, ...rest, parts };
});

/** Somebody who works in no conference, and has these parts. */
async function withParts(
  parts: [siteId: string, role: GrantRole][],
): Promise<{ client: Client; login: string }> {
  const login = `huyen-${(logins += 1)}`;
  const client = await colleague(app, { login, role: 'organizer', scope: [] });
  for (const [siteId, role] of parts)
    made(await owner.post(pathTo(ROUTES.grants, hall.conference.id), { login, siteId, role }));
  return { client, login };
}
const refusal = async (answer: Promise<{ status: number; body: unknown }>): Promise<unknown> => {
  const { status, body } = await answer;
  return [status, status < 400 ? undefined : (body as { code?: string }).code];
};
const boardOf = async (client: Client): Promise<BoardSnapshot> =>
  made(await client.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id)));
const mark = (siteId: string, participantId: string, kind = 'present') => ({
  siteId,
  entry: {
    id: randomUUID(),
    checkpointId: hall.checkpoint.id,
    kind,
    participantId,
    method: 'roll_call',
    recordedAt: new Date().toISOString(),
  },
});
async function record({ siteId, entry }: ReturnType<typeof mark>, by = app.organizer): Promise<void> {
  made(await by.post(pathTo(ROUTES.attendance, siteId), { entries: [entry] }));
}

describe('giving a part', () => {
  test('lists it, and the same again changes nothing', async () => {
    const { login } = await withParts([[hall.parts[0], 'watcher']]);
    const path = pathTo(ROUTES.grants, hall.conference.id);
    const again = made(await owner.post<Grant>(path, { login, siteId: hall.parts[0], role: 'manager' }));
    expect(again).toMatchObject({ login, siteId: hall.parts[0], siteCode: 'CUM-1', role: 'manager' });
    const { items } = made(await owner.get<{ items: Grant[] }>(path));
    expect(items).toEqual([again]);
    expect([again.siteAbove, again.givenBy]).toEqual([[], ORGANIZER.login]);
  });

  test('is refused for an account of the whole conference, and at a site that does not exist', async () => {
    const { login } = await withParts([]);
    await colleague(app, { login: `${login}-toan-bo`, role: 'steward', scope: [hall.conference.id] });
    const path = pathTo(ROUTES.grants, hall.conference.id);
    const give = (more: object): Promise<unknown> =>
      refusal(owner.post(path, { login, siteId: hall.parts[0], role: 'watcher', ...more }));
    expect(await give({ login: `${login}-toan-bo` })).toEqual([409, 'grant.whole-conference']);
    expect(await give({ login: 'khong-co' })).toEqual([404, 'account.not-found']);
    expect(await give({ siteId: randomUUID() })).toEqual([404, 'site.not-found']);
    const elsewhere = await makeHall(app.organizer, { sites: 1, people: 0 });
    expect(await give({ siteId: elsewhere.sites[0]!.id })).toEqual([404, 'site.not-found']);
    expect(await refusal(owner.post(path, { login, siteId: hall.parts[0], role: 'owner' }))).toEqual([
      400,
      'request.invalid',
    ]);
  });

  test('is refused outside what the giver has, and so is withdrawing', async () => {
    const manager = await withParts([
      [hall.parts[0], 'manager'],
      [hall.sites[2]!.id, 'watcher'],
    ]);
    const { login, client } = await withParts([]);
    const path = pathTo(ROUTES.grants, hall.conference.id);
    const give = (siteId: string, role = 'manager'): Promise<unknown> =>
      refusal(manager.client.post(path, { login, siteId, role }));
    expect(await give(hall.sites[0]!.id)).toEqual([201, undefined]);
    for (const siteId of [hall.parts[1], hall.sites[2]!.id, hall.sites[3]!.id])
      expect(await give(siteId, 'watcher')).toEqual([404, 'site.not-found']);
    const { items } = made(await manager.client.get<{ items: Grant[] }>(path));
    expect(items.map(({ siteId }) => siteId).sort()).toEqual([hall.parts[0], hall.sites[0]!.id].sort());
    // Who has the site alone is not told what lies above it.
    for (const [reader, above] of [
      [owner, ['CUM-1']],
      [client, []],
    ] as const) {
      const shown = made(await reader.get<{ items: Grant[] }>(path)).items;
      expect(shown.find((one) => one.login === login)).toMatchObject({
        siteAbove: above,
        givenBy: manager.login,
      });
    }
    const { accountId } = items.find((one) => one.login === login)!;
    const take = (as: Client, siteId: string): Promise<unknown> =>
      refusal(as.send('DELETE', path, { accountId, siteId }));
    expect(await take(client, hall.parts[0])).toEqual([404, 'site.not-found']);
    expect(await take(manager.client, hall.sites[0]!.id)).toEqual([204, undefined]);
    expect(await refusal(client.get(pathTo(ROUTES.board, hall.conference.id)))).toEqual([
      404,
      'conference.not-found',
    ]);
  });
});

describe('a part', () => {
  test('is all that a list, a search and a board show; nothing above it exists', async () => {
    const { client } = await withParts([[hall.parts[0], 'watcher']]);
    const conferences = made(await client.get<{ items: { id: string }[] }>(pathTo(ROUTES.conferences)));
    expect(conferences.items.map(({ id }) => id)).toEqual([hall.conference.id]);
    const list = pathTo(ROUTES.sites, hall.conference.id);
    const { items } = made(await client.get<{ items: Site[] }>(list));
    expect(items.map(({ code }) => code)).toEqual(['CUM-1', 'S000', 'S001']);
    const board = await boardOf(client);
    expect([board.sites.map(({ code }) => code), board.groups.map(({ code }) => code)]).toEqual([
      ['S000', 'S001'],
      ['CUM-1'],
    ]);
    expect(board.totals).toMatchObject({ sites: 2, listed: 4 });
    const found = made(
      await client.get<{ items: unknown[] }>(`${list}?search=${encodeURIComponent('Xã 3')}`),
    );
    expect(found.items).toEqual([]);
    const one = await withParts([[hall.sites[0]!.id, 'watcher']]);
    expect(made(await one.client.get<Site>(pathTo(ROUTES.site, hall.sites[0]!.id))).parentId).toBeNull();
    expect((await boardOf(one.client)).sites.map(({ parentId }) => parentId)).toEqual([null]);
  });

  test('moving a site needs rights at both ends', async () => {
    const { client } = await withParts([[hall.parts[0], 'manager']]);
    const [first, second, outer] = hall.sites as [Site, Site, Site];
    const move = (id: string, parentId: string | null): Promise<unknown> =>
      refusal(client.patch(pathTo(ROUTES.site, id), { parentId }));
    expect(await move(first.id, second.id)).toEqual([200, undefined]);
    expect(await move(first.id, hall.parts[1])).toEqual([422, 'site.parent-not-found']);
    expect(await move(first.id, null)).toEqual([403, 'site.outside-part']);
    expect(await move(hall.parts[0], second.id)).toEqual([403, 'site.outside-part']);
    expect(await move(outer.id, hall.parts[0])).toEqual([404, 'site.not-found']);
    const both = await withParts([
      [hall.parts[0], 'manager'],
      [hall.parts[1], 'manager'],
    ]);
    expect(
      await refusal(both.client.patch(pathTo(ROUTES.site, outer.id), { parentId: hall.parts[0] })),
    ).toEqual([200, undefined]);
    expect((await boardOf(client)).sites.map(({ code }) => code)).toEqual(['S000', 'S001', 'S002']);
    const person = hall.people[0]![0]!;
    const shift = (siteId: string): Promise<unknown> =>
      refusal(client.patch(pathTo(ROUTES.participant, person.id), { siteId }));
    expect(await shift(hall.sites[3]!.id)).toEqual([404, 'site.not-found']);
    expect(await shift(second.id)).toEqual([200, undefined]);
  });

  test('shows that somebody is counted elsewhere, and not where; a guest has no name', async () => {
    const { client } = await withParts([[hall.parts[0], 'manager']]);
    const [mine, theirs] = [hall.people[0]![0]!, hall.people[2]![0]!];
    await record(mark(hall.sites[2]!.id, mine.id));
    await record(mark(hall.sites[0]!.id, theirs.id));
    const roster = made(await client.get<Roster>(pathTo(ROUTES.roster, hall.sites[0]!.id)));
    expect(roster.states).toEqual([
      expect.objectContaining({ participantId: mine.id, state: 'in_person', siteId: null, alsoAt: [] }),
    ]);
    expect(roster.members.map(({ participantId }) => participantId)).not.toContain(theirs.id);
    const [row] = (await boardOf(client)).sites;
    expect([row!.elsewhere.inPerson, row!.guests.inPerson]).toEqual([1, 1]);
    const ledger = made(
      await client.get<{ items: LedgerEntry[] }>(pathTo(ROUTES.ledger, hall.conference.id)),
    );
    expect(ledger.items.map(({ siteId, participantId }) => [siteId, participantId])).toEqual([
      [hall.sites[0]!.id, null],
    ]);
    const csv = made(await client.get<string>(`${pathTo(ROUTES.reportCsv, hall.conference.id)}?lang=en`));
    expect(csv).toContain('(Counted at another place)');
    expect([hall.sites[2]!.name, theirs.fullName].filter((text) => csv.includes(text))).toEqual([]);
  });

  test('closes its pages within two seconds once it is withdrawn', async () => {
    const { client, login } = await withParts([[hall.parts[0], 'watcher']]);
    const live = await LiveClient.connect(app.url, client.live);
    await BoardReader.watch(live, hall.conference.id);
    const path = pathTo(ROUTES.grants, hall.conference.id);
    const { items } = made(await owner.get<{ items: Grant[] }>(path));
    const { accountId } = items.find((one) => one.login === login)!;
    const gone = new Promise<number>((resolve) => live.socket.once('disconnect', () => resolve(Date.now())));
    const before = Date.now();
    made(await owner.send('DELETE', path, { accountId, siteId: hall.parts[0] }));
    expect((await gone) - before).toBeLessThan(2_000);
    const back = await LiveClient.connect(app.url, client.live);
    const asked = await back.ask('board.watch', { conferenceId: hall.conference.id });
    expect(asked.problem).toMatchObject({ status: 404, code: 'conference.not-found' });
    for (const one of [live, back]) one.close();
  });

  test('is withdrawn when its first site is deleted', async () => {
    const empty = made(
      await owner.post<Site>(pathTo(ROUTES.sites, hall.conference.id), { code: 'RONG', name: 'Rỗng' }),
    );
    const { client } = await withParts([[empty.id, 'manager']]);
    const path = pathTo(ROUTES.site, empty.id);
    expect(await refusal(client.delete(path))).toEqual([403, 'site.outside-part']);
    made(await owner.delete(path));
    expect(await refusal(client.get(pathTo(ROUTES.conference, hall.conference.id)))).toEqual([
      404,
      'conference.not-found',
    ]);
  });
});

describe('the live board of a part', () => {
  test('is the whole board filtered, after each of many random edits', async () => {
    const { client } = await withParts([
      [hall.parts[0], 'watcher'],
      [hall.sites[3]!.id, 'watcher'],
    ]);
    const live = await LiveClient.connect(app.url, client.live);
    const reader = await BoardReader.watch(live, hall.conference.id);
    const next = seeded(12);
    const random = (below: number): number => Math.floor(next() * below);
    const people = hall.people.flat();
    const nodes = [...hall.sites.map(({ id }) => id), ...hall.parts];
    for (let edit = 0; edit < 30; edit += 1) {
      const site = hall.sites[random(4)]!;
      const act = random(6);
      if (act === 0)
        await owner.patch(pathTo(ROUTES.site, site.id), {
          parentId: [null, ...nodes][random(nodes.length + 1)],
        });
      else if (act === 1)
        await owner.post<Participant>(pathTo(ROUTES.participants, hall.conference.id), {
          siteId: site.id,
          fullName: `Người ${edit}`,
        });
      else await record(mark(site.id, people[random(people.length)]!.id, act === 2 ? 'absent' : 'present'));
      const whole = await boardOf(app.organizer);
      const tree = [...whole.sites, ...whole.groups].map(({ siteId, parentId }) => ({
        id: siteId,
        parentId,
      }));
      const reach = new Set([...idsFrom(hall.parts[0], tree), ...idsFrom(hall.sites[3]!.id, tree)]);
      const within = <T extends { siteId: string; parentId: string | null }>(rows: T[]): T[] =>
        rows
          .filter(({ siteId }) => reach.has(siteId))
          .map((row) => ({ ...row, parentId: reach.has(row.parentId ?? '') ? row.parentId : null }));
      const part = await boardOf(client);
      expect({ edit, sites: part.sites, groups: part.groups }).toEqual({
        edit,
        sites: within(whole.sites),
        groups: within(whole.groups),
      });
      expect(part.totals.listed).toBe(part.sites.reduce((sum, { listed }) => sum + listed, 0));
      const outside = nodes.filter((id) => !reach.has(id));
      expect(outside.filter((id) => JSON.stringify(live.told.at(-1) ?? null).includes(id))).toEqual([]);
      // As the contract has it: who could not follow fetches.
      if (reader.board.seq !== part.seq && reader.broken > 0) reader.board = part;
      await live.until('the part is up to date', () => reader.board.seq >= part.seq);
      if (reader.board.seq === part.seq) expect(reader.board.sites).toEqual(part.sites);
      reader.broken = 0;
    }
    live.close();
  });
});
