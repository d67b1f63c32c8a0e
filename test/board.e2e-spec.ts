import { randomUUID } from 'node:crypto';
import type { BoardRow, BoardSnapshot } from '../src/contract/board.js';
import type { Checkpoint } from '../src/contract/conference.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { nobodyCounted } from '../src/attendance/ledger/tally.service.js';
import { startTestApp, type TestApp } from './support/app.js';
import { boardStories, NOBODY } from './support/board-stories.js';
import { type Hall, made, makeHall, pair, present, signInTrainee } from './support/hall.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
const { boardOf, record } = boardStories(() => app);

describe('access to the board', () => {
  it('lets organizers see it, and walls of that conference', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 1 });
    const coordinator = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    const trainee = app.anonymous.as((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);
    for (const route of [
      pathTo(ROUTES.board, hall.conference.id),
      `${pathTo(ROUTES.boardChanges, hall.conference.id)}?since=1`,
    ]) {
      expect((await app.anonymous.get(route)).body).toMatchObject({ code: 'auth.required' });
      expect((await coordinator.get(route)).body).toMatchObject({ code: 'auth.forbidden' });
      expect((await trainee.get(route)).body).toMatchObject({ code: 'auth.forbidden' });
    }
    expect((await app.organizer.get(pathTo(ROUTES.board, randomUUID()))).body).toMatchObject({
      code: 'conference.not-found',
    });
    const other = await makeHall(app.organizer, { sites: 1, people: 1 });
    const wall = await viewerOf(hall);
    expect((await wall(hall)).status).toBe(200);
    expect(await (await wall(other)).json()).toMatchObject({ code: 'conference.not-found' });
  });

  async function viewerOf(hall: Hall): Promise<(of: Hall) => Promise<Response>> {
    const { token } = made(
      await app.organizer.post<{ token: string }>(pathTo(ROUTES.viewers, hall.conference.id), {
        name: 'Màn hình',
      }),
    );
    const answer = await fetch(app.url + pathTo(ROUTES.view), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ token }),
    });
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    return (of) => fetch(app.url + pathTo(ROUTES.board, of.conference.id), { headers: { cookie } });
  }
});

describe('the snapshot', () => {
  it('shows every site before anything has happened', async () => {
    const hall = await makeHall(app.organizer, { sites: 2, people: 3 });
    made(await app.organizer.patch(pathTo(ROUTES.site, hall.sites[1]!.id), { expected: 9 }));
    const board = await boardOf(hall);
    const row = (at: number): Partial<BoardRow> => ({
      siteId: hall.sites[at]!.id,
      code: `S00${at}`,
      presence: { state: 'never', since: null },
      signal: null,
      readiness: 'untested',
      counts: { ...NOBODY, unmarked: 3 },
      lastEntryAt: null,
    });
    expect(board).toMatchObject({
      conferenceId: hall.conference.id,
      checkpointId: hall.checkpoint.id,
      arrivals: [],
      sites: [
        { ...row(0), expected: 3, listed: 3, rate: 0 },
        { ...row(1), expected: 9, listed: 3, rate: 0 },
      ],
    });
    expect(board.totals).toEqual({
      sites: 2,
      expected: 12,
      listed: 6,
      rate: 0,
      ...nobodyCounted(),
      counts: { ...NOBODY, unmarked: 6 },
      presence: { never: 2, online: 0, unsteady: 0, lost: 0 },
      readiness: { untested: 2, passed: 0, failed: 0, stale: 0 },
      followers: 0,
    });
  });

  it('exists for a conference without a checkpoint or a site', async () => {
    const conference = made(
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.conferences), {
        slug: 'trong',
        title: 'Trống',
        startsOn: '2026-11-22',
        endsOn: '2026-11-22',
      }),
    );
    expect((await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, conference.id))).body).toMatchObject({
      checkpointId: null,
      sites: [],
      arrivals: [],
      totals: { sites: 0 },
    });
  });

  it('holds every acknowledged entry, and answers 304 until something changes', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 3 });
    const before = await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id));
    const etag = before.headers.get('etag')!;
    expect(
      (await app.organizer.get(pathTo(ROUTES.board, hall.conference.id), { 'if-none-match': etag })).status,
    ).toBe(304);
    for (const [nth, person] of hall.people[0]!.entries()) {
      await record(hall, 0, [present(hall.checkpoint.id, person.id)]);
      const board = await boardOf(hall);
      expect(board.totals.counts).toEqual({ ...NOBODY, inPerson: nth + 1, unmarked: 2 - nth });
      expect(board.arrivals.reduce((sum, { people }) => sum + people, 0)).toBe(nth + 1);
    }
    const after = await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id), {
      'if-none-match': etag,
    });
    expect(after.status).toBe(200);
    expect(after.headers.get('etag')).not.toBe(etag);
    expect(after.body.seq).toBeGreaterThan(before.body.seq);
  });

  it('counts another checkpoint when the query names it', async () => {
    const hall = await makeHall(app.organizer, { sites: 1, people: 2 });
    const later = made(
      await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, hall.conference.id), {
        name: 'Bế mạc',
        opensAt: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    );
    await record(hall, 0, [present(hall.checkpoint.id, hall.people[0]![0]!.id)]);
    const at = (checkpointId: string): Promise<{ body: BoardSnapshot; status: number }> =>
      app.organizer.get<BoardSnapshot>(
        `${pathTo(ROUTES.board, hall.conference.id)}?checkpointId=${checkpointId}`,
      );
    expect((await boardOf(hall)).checkpointId).toBe(hall.checkpoint.id);
    expect((await at(hall.checkpoint.id)).body.totals.counts).toMatchObject({ inPerson: 1, unmarked: 1 });
    expect((await at(later.id)).body.totals.counts).toMatchObject({ inPerson: 0, unmarked: 2 });
    expect((await at(randomUUID())).body).toMatchObject({ code: 'checkpoint.not-found' });
    expect((await at('x')).body).toMatchObject({ code: 'request.invalid' });
  });
});
