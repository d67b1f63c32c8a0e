import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry, LedgerEntry, Receipt } from '../src/contract/attendance.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { HeldEntries, HeldEntry } from '../src/contract/decision.js';
import type { Participant } from '../src/contract/participant.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';
import { LiveClient } from './support/live.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

interface Desk {
  hall: Hall;
  siteId: string;
  deviceId: string;
  console: Client;
  /** Opens tomorrow: every entry for it is refused until then. */
  tomorrow: Checkpoint;
}
async function desk(): Promise<Desk> {
  const hall = await makeHall(app.organizer, { sites: 2, people: 3 });
  const siteId = hall.sites[0]!.id;
  const { token, deviceId } = await pair(app.organizer, siteId, 'Máy xã');
  const tomorrow = made(
    await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
      name: 'Bế mạc',
      opensAt: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  );
  return { hall, siteId, deviceId, console: app.anonymous.as(token), tomorrow };
}
const send = async ({ console, siteId }: Desk, ...entries: object[]): Promise<Receipt[]> =>
  made(await console.post<AttendanceReply>(pathTo(ROUTES.attendance, siteId), { entries })).receipts;
const listed = async ({ hall }: Desk, query = ''): Promise<HeldEntries> =>
  made(await app.organizer.get<HeldEntries>(`${pathTo(ROUTES.refusedEntries, hall.conference.id)}${query}`));
const open = ({ tomorrow }: Desk) =>
  app.organizer.patch(pathTo(ROUTES.checkpoint, tomorrow.id), { opensAt: null });
const accept = async (id: string): Promise<Receipt> =>
  made(await app.organizer.post<Receipt>(pathTo(ROUTES.refusedAccept, id)));
const reject = (id: string, reason: string) =>
  app.organizer.post<HeldEntry & ProblemBody>(pathTo(ROUTES.refusedReject, id), { reason });
const early = ({ hall, tomorrow }: Desk, nth = 0): Entry =>
  present(tomorrow.id, hall.people[0]![nth]!.id, { deviceSeq: nth + 1 });

describe('access to refused entries', () => {
  it('only organizers see or decide', async () => {
    const here = await desk();
    await send(here, early(here));
    const { id } = (await listed(here)).items[0]!;
    const list = pathTo(ROUTES.refusedEntries, here.hall.conference.id);
    for (const [who, status, code] of [
      [app.anonymous, 401, 'auth.required'],
      [here.console, 403, 'auth.forbidden'],
    ] as const) {
      for (const [method, path, body] of [
        ['GET', list, undefined],
        ['POST', pathTo(ROUTES.refusedAccept, id), {}],
        ['POST', pathTo(ROUTES.refusedReject, id), { reason: 'x' }],
      ] as const) {
        const answer = await who.send<ProblemBody>(method, path, body);
        expect([path, answer.status, answer.body.code]).toEqual([path, status, code]);
      }
    }
    expect((await reject(randomUUID(), 'x')).body.code).toBe('refused-entry.not-found');
    expect(
      (await app.organizer.get<ProblemBody>(pathTo(ROUTES.refusedEntries, randomUUID()))).body.code,
    ).toBe('conference.not-found');
    expect((await listed(here)).open).toBe(1);
  });
});

describe('a refused entry', () => {
  it('is listed for organizers with site, person, kind, time and reason', async () => {
    const here = await desk();
    const [bad, good] = [early(here), present(here.hall.checkpoint.id, here.hall.people[0]![1]!.id)];
    expect((await send(here, bad, good)).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['refused', 'checkpoint.not-open'],
      ['accepted', undefined],
    ]);
    expect(await listed(here)).toEqual({
      open: 1,
      next: null,
      items: [
        {
          id: expect.any(String),
          conferenceId: here.hall.conference.id,
          siteId: here.siteId,
          siteCode: here.hall.sites[0]!.code,
          siteName: here.hall.sites[0]!.name,
          device: { id: here.deviceId, name: 'Máy xã' },
          entry: bad,
          kind: 'present',
          checkpointName: 'Bế mạc',
          person: here.hall.people[0]![0]!.fullName,
          recordedAt: bad.recordedAt,
          receivedAt: expect.any(String),
          because: { code: 'checkpoint.not-open', message: expect.any(String) },
          state: 'open',
          decided: null,
        },
      ],
    });
  });

  it('is stored once for all repetitions with the latest reason, and once for each site', async () => {
    const here = await desk();
    const bad = early(here);
    await send(here, bad, bad);
    await send(here, { ...bad, participantId: randomUUID(), checkpointId: here.hall.checkpoint.id });
    expect((await listed(here)).items.map(({ because }) => because!.code)).toEqual(['participant.not-found']);
    const elsewhere = app.anonymous.as((await pair(app.organizer, here.hall.sites[1]!.id)).token);
    await elsewhere.post(pathTo(ROUTES.attendance, here.hall.sites[1]!.id), { entries: [bad] });
    expect((await listed(here)).items.map(({ siteId }) => siteId).sort()).toEqual(
      [here.siteId, here.hall.sites[1]!.id].sort(),
    );
  });

  it('is listed too if it came by socket or is malformed, but not without an id', async () => {
    const here = await desk();
    const live = await LiveClient.connect(app.url, { token: here.console.token });
    await live.ask('attendance.submit', { siteId: here.siteId, entries: [early(here)] });
    live.close();
    const odd = {
      id: randomUUID().toUpperCase(),
      kind: 'perhaps',
      text: 'a\u0000b',
      recordedAt: '2026-11-22T01:00:00Z',
    };
    const endless = { id: randomUUID(), note: 'x'.repeat(20_000) };
    expect(
      (await send(here, odd, endless, { id: 'no id', kind: 'present' })).map(({ code }) => code),
    ).toEqual(Array(3).fill('entry.invalid'));
    const { items } = await listed(here);
    expect(items).toHaveLength(3);
    expect(items.find(({ entry }) => entry.id === odd.id)).toMatchObject({
      entry: odd,
      kind: null,
      person: null,
      recordedAt: '2026-11-22T01:00:00.000Z',
    });
    expect(items.find(({ entry }) => entry.id === endless.id)!.entry).toEqual({ id: endless.id });
  });

  it('leaves the list when the console sends it again and the ledger takes it', async () => {
    const here = await desk();
    const [one, two] = [early(here), early(here, 1)];
    await send(here, one, two);
    made(await open(here));
    expect(await send(here, one)).toMatchObject([{ outcome: 'accepted' }]);
    const { items, open: count } = await listed(here);
    expect(count).toBe(1);
    expect(items.map(({ entry, state, decided }) => [entry.id, state, decided?.name])).toEqual([
      [two.id, 'open', undefined],
      [one.id, 'accepted', 'Máy xã'],
    ]);
    expect(items[1]!.decided!.actor).toEqual({ kind: 'coordinator', id: here.deviceId });
  });

  it('leaves the list when the same batch also takes it', async () => {
    const here = await desk();
    const good = present(here.hall.checkpoint.id, here.hall.people[0]![0]!.id);
    expect(
      (await send(here, { ...good, checkpointId: here.tomorrow.id }, good)).map(({ outcome }) => outcome),
    ).toEqual(['refused', 'accepted']);
    expect((await listed(here)).items.map(({ state }) => state)).toEqual(['accepted']);
  });

  it('stays open if its id belongs to an older entry of the ledger', async () => {
    const here = await desk();
    const good = present(here.hall.checkpoint.id, here.hall.people[0]![0]!.id);
    await send(here, good);
    expect(await send(here, { ...good, kind: 'absent', reason: 'sick' })).toMatchObject([
      { outcome: 'refused', code: 'entry.id-reused' },
    ]);
    const [held] = (await listed(here)).items;
    expect(held).toMatchObject({ state: 'open', because: { code: 'entry.id-reused' } });
    expect(await accept(held!.id)).toMatchObject({ outcome: 'refused', code: 'entry.id-reused' });
    expect(made(await reject(held!.id, 'Ghi nhầm'))).toMatchObject({ state: 'rejected' });
  });
});

describe('an organizer', () => {
  it('accepts it once the obstacle is gone, with its own device, `deviceSeq` and time', async () => {
    const here = await desk();
    const stranger = randomUUID();
    const entry = {
      ...present(here.hall.checkpoint.id, stranger),
      participantId: undefined,
      code: 'DT-900',
      deviceSeq: 7,
    };
    await send(here, entry);
    const [held] = (await listed(here)).items;
    expect(held).toMatchObject({ person: null, because: { code: 'participant.not-found' } });
    expect(await accept(held!.id)).toMatchObject({ outcome: 'refused', code: 'participant.not-found' });
    const person = made(
      await app.organizer.post<Participant>(pathTo(ROUTES.participants, here.hall.conference.id), {
        siteId: here.siteId,
        fullName: 'Trần Thị Mới',
        code: 'DT-900',
      }),
    );
    expect((await listed(here)).items[0]!.person).toBe('Trần Thị Mới');
    expect(await accept(held!.id)).toMatchObject({
      outcome: 'accepted',
      participantId: person.id,
      state: 'in_person',
    });
    expect(await accept(held!.id)).toMatchObject({ outcome: 'duplicate' });
    const { items } = made(
      await app.organizer.get<Page<LedgerEntry>>(pathTo(ROUTES.ledger, here.hall.conference.id)),
    );
    expect(
      items.map(({ id, deviceId, deviceSeq, recordedAt, actor }) => ({
        id,
        deviceId,
        deviceSeq,
        recordedAt,
        actor: actor.kind,
      })),
    ).toEqual([
      {
        id: entry.id,
        deviceId: here.deviceId,
        deviceSeq: 7,
        recordedAt: entry.recordedAt,
        actor: 'organizer',
      },
    ]);
    // The console hears of it as of any entry that is there already.
    expect(await send(here, entry)).toMatchObject([{ outcome: 'duplicate' }]);
    expect(await listed(here)).toMatchObject({
      open: 0,
      items: [{ state: 'accepted', decided: { actor: { kind: 'organizer' } } }],
    });
  });

  it('rejects it with a reason that stays when the console sends it again', async () => {
    const here = await desk();
    const bad = early(here);
    await send(here, bad);
    const { id } = (await listed(here)).items[0]!;
    made(await reject(id, 'Ghi nhầm mốc'));
    await send(here, bad);
    expect(await listed(here)).toMatchObject({
      open: 0,
      items: [{ id, state: 'rejected', decided: { reason: 'Ghi nhầm mốc' } }],
    });
    made(await open(here));
    await send(here, bad);
    expect(await listed(here)).toMatchObject({
      items: [{ id, state: 'accepted', decided: { name: 'Máy xã', reason: null } }],
    });
    expect((await reject(id, 'muộn')).body.code).toBe('decision.accepted');
  });

  it('reads the list in pages, open entries first', async () => {
    const here = await desk();
    await send(here, ...Array.from({ length: 5 }, () => early(here)));
    made(await reject((await listed(here)).items[0]!.id, 'nhầm'));
    const first = await listed(here, '?limit=3');
    const rest = await listed(here, `?limit=3&after=${first.next!}`);
    expect([...first.items, ...rest.items].map(({ state }) => state)).toEqual([
      'open',
      'open',
      'open',
      'open',
      'rejected',
    ]);
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(5);
  });
});
