import type { BoardChanges } from '../src/contract/board.js';
import type { Checkpoint } from '../src/contract/conference.js';
import type { Site } from '../src/contract/site.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { boardStories, countsOf } from './support/board-stories.js';
import { made, makeHall, present } from './support/hall.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
const { connect, watch, boardOf, record, tallied } = boardStories(() => app);

describe('the changes', () => {
  it('come to a watcher with an unbroken chain of seq, only the rows that changed', async () => {
    const hall = await makeHall(app.organizer, { sites: 5, people: 2 });
    const reader = await watch(hall);
    await record(hall, 3, [present(hall.checkpoint.id, hall.people[3]![0]!.id)]);
    await reader.live.until('first', () => reader.board.totals.counts.inPerson === 1);
    const [first] = reader.live.of<BoardChanges>('board.changed');
    expect(first!.sites.map(({ siteId }) => siteId)).toEqual([hall.sites[3]!.id]);
    expect(first!.arrivals).toHaveLength(1);
    for (let at = 0; at < 5; at += 1)
      await record(
        hall,
        at,
        hall.people[at]!.map(({ id }) => ({
          ...present(hall.checkpoint.id, id),
          kind: 'absent',
          reason: 'sick',
        })),
      );
    await reader.live.until('last', () => reader.board.totals.counts.absent === 10);
    expect(reader.broken).toBe(0);
    expect(reader.board).toEqual(await boardOf(hall));
  });

  it('of a burst are merged, and end at what the ledger says', async () => {
    const hall = await makeHall(app.organizer, { sites: 6, people: 25 });
    const reader = await watch(hall);
    const marks = hall.people.flatMap((people, at) =>
      people.flatMap(({ id }) => [
        { at, id, kind: 'present' },
        { at, id, kind: 'left' },
      ]),
    );
    await Promise.all(
      marks.map(({ at, id, kind }) => record(hall, at, [{ ...present(hall.checkpoint.id, id), kind }])),
    );
    await reader.live.until(
      'all left',
      () =>
        reader.board.totals.counts.unmarked === 0 &&
        reader.board.totals.counts.inPerson + reader.board.totals.counts.left === 150,
    );
    const final = await boardOf(hall);
    await reader.live.until('the end', () => reader.board.seq >= final.seq);
    expect(reader.broken).toBe(0);
    expect(reader.board).toEqual(final);
    expect(countsOf(final)).toEqual(await tallied(hall));
    expect(reader.live.of('board.changed').length).toBeLessThan(marks.length / 4);
  });

  it('missed are caught up with by seq, over HTTP and over the socket', async () => {
    const hall = await makeHall(app.organizer, { sites: 3, people: 2 });
    const before = await boardOf(hall);
    await record(hall, 1, [present(hall.checkpoint.id, hall.people[1]![0]!.id)]);
    await boardOf(hall);
    await record(hall, 2, [present(hall.checkpoint.id, hall.people[2]![0]!.id)]);
    const { body: changes } = await app.organizer.get<BoardChanges>(
      `${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=${before.seq}`,
    );
    expect(changes.from).toBe(before.seq);
    expect(changes.sites.map(({ siteId }) => siteId)).toEqual([hall.sites[1]!.id, hall.sites[2]!.id]);
    const live = await connect(app.organizer.token!);
    expect(await live.ask('board.watch', { conferenceId: hall.conference.id, since: before.seq })).toEqual({
      seq: changes.seq,
      changes,
    });
    const upToDate = await app.organizer.get<BoardChanges>(
      `${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=${changes.seq}`,
    );
    expect(upToDate.body).toMatchObject({ from: changes.seq, seq: changes.seq, sites: [], arrivals: [] });
    for (const since of [1, before.seq - 1, changes.seq + 1]) {
      const tooOld = await app.organizer.get(
        `${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=${since}`,
      );
      expect({ status: tooOld.status, code: (tooOld.body as { code: string }).code }).toEqual({
        status: 410,
        code: 'board.too-old',
      });
      expect(await live.ask('board.watch', { conferenceId: hall.conference.id, since })).toMatchObject({
        seq: changes.seq,
        snapshot: { seq: changes.seq },
      });
    }
    for (const since of ['', 'x', '-1', '1.5'])
      expect(
        (await app.organizer.get(`${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=${since}`)).status,
      ).toBe(400);
  });

  it('follow people, walk-ins, sites and rosters wherever they go', async () => {
    const hall = await makeHall(app.organizer, { sites: 3, people: 2 });
    const later = made(
      await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
        name: 'Sáng',
        opensAt: null,
      }),
    );
    const reader = await watch(hall);
    const current = reader.board.checkpointId!;
    const person = hall.people[0]![0]!.id;
    await record(hall, 1, [present(current, person)]);
    await record(hall, 0, [present(current, hall.people[0]![1]!.id, { mode: 'online' })]);
    await record(hall, 2, [
      { ...present(current, ''), participantId: undefined, walkIn: { fullName: 'Khách' }, method: 'walk_in' },
    ]);
    const elsewhere = current === later.id ? hall.checkpoint.id : later.id;
    await record(hall, 2, [
      {
        ...present(elsewhere, ''),
        participantId: undefined,
        walkIn: { fullName: 'Khách khác' },
        method: 'walk_in',
      },
    ]);
    await reader.live.until(
      'all of it',
      () => reader.board.totals.outside.inPerson === 1 && reader.board.totals.counts.unmarked === 4,
    );
    // One of the two walk-ins has come at another checkpoint: here they count nowhere.
    expect(reader.board.totals).toMatchObject({
      listed: 6,
      rate: 0.33,
      counts: { inPerson: 1, online: 1, absent: 0, left: 0, unmarked: 4, walkIns: 1 },
      outside: { inPerson: 1, online: 0, absent: 0, left: 0 },
    });
    expect(reader.board.sites[1]).toMatchObject({
      counts: { inPerson: 0, unmarked: 2 },
      guests: { inPerson: 1 },
      listed: 2,
      rate: 0,
    });
    expect(reader.board.sites[0]).toMatchObject({
      counts: { inPerson: 1, online: 1 },
      elsewhere: { inPerson: 1, online: 0, left: 0 },
      listed: 2,
      rate: 1,
    });
    expect(countsOf(await boardOf(hall))).toEqual(await tallied(hall, current));
    expect(reader.broken).toBe(0);

    const site = made(
      await app.organizer.post<Site>(pathTo(ROUTES.sites, hall.conference.id), {
        code: 'S999',
        name: 'Xã mới',
      }),
    );
    made(await app.organizer.patch(pathTo(ROUTES.participant, hall.people[2]![0]!.id), { siteId: site.id }));
    await reader.live.until(
      'a new site with somebody',
      () => reader.board.sites.find(({ siteId }) => siteId === site.id)?.counts.unmarked === 1,
    );
    made(await app.organizer.patch(pathTo(ROUTES.site, site.id), { name: 'Xã đổi tên' }));
    await reader.live.until('the new name', () =>
      reader.board.sites.some(({ name }) => name === 'Xã đổi tên'),
    );
    expect(reader.broken).toBe(0);
    expect(reader.board).toEqual(await boardOf(hall));
  });

  it('of a site that is gone, or of another checkpoint, make readers take the snapshot', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 0 });
    const reader = await watch(hall);
    expect((await app.organizer.delete(pathTo(ROUTES.site, hall.sites[1]!.id))).status).toBe(204);
    await reader.live.until('told', () => reader.broken === 1);
    expect(
      (
        await app.organizer.get(
          `${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=${reader.board.seq}`,
        )
      ).status,
    ).toBe(410);
    const again = await reader.live.ask('board.watch', {
      conferenceId: hall.conference.id,
      since: reader.board.seq,
    });
    expect(again).toMatchObject({ snapshot: { sites: [{ siteId: hall.sites[0]!.id }] } });
  });

  it('of a checkpoint that opens by the clock come by themselves', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 1 });
    made(
      await app.organizer.patch(pathTo(ROUTES.checkpoint, hall.checkpoint.id), {
        opensAt: '2026-01-01T00:00:00.000Z',
      }),
    );
    const next = made(
      await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
        name: 'Chiều',
        opensAt: new Date(Date.now() + 2_500).toISOString(),
      }),
    );
    await record(hall, 0, [present(hall.checkpoint.id, hall.people[0]![0]!.id)]);
    const reader = await watch(hall);
    expect(reader.board).toMatchObject({
      checkpointId: hall.checkpoint.id,
      totals: { counts: { inPerson: 1 } },
    });
    await reader.live.until('another checkpoint', () => reader.broken > 0);
    expect(await boardOf(hall)).toMatchObject({
      checkpointId: next.id,
      totals: { counts: { inPerson: 0, unmarked: 1 } },
      arrivals: [],
    });
  });
});
