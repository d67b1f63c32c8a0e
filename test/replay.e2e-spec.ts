import { randomUUID } from 'node:crypto';
import type { BoardSnapshot } from '../src/contract/board.js';
import { type Replay, REPLAY_SITES_LIMIT, replayer } from '../src/contract/replay.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { startTestApp, type TestApp } from './support/app.js';
import { eventually } from './support/commune.js';
import { expectProblem } from './support/expect-problem.js';
import { type Hall, made, makeHall, pair, present } from './support/hall.js';
import { LiveClient } from './support/live.js';

let app: TestApp;
let hall: Hall;
/** A moment between two things: both clocks are the service's own. */
const moment = async (): Promise<string> => {
  await new Promise((go) => setTimeout(go, 15));
  const now = new Date().toISOString();
  await new Promise((go) => setTimeout(go, 15));
  return now;
};
const boardAt = async (at: string, more = ''): Promise<BoardSnapshot> =>
  made(await app.organizer.get<BoardSnapshot>(`${pathTo(ROUTES.board, hall.conference.id)}?at=${at}${more}`));
const replay = async (query = ''): Promise<Replay> =>
  made(await app.organizer.get<Replay>(`${pathTo(ROUTES.replay, hall.conference.id)}${query}`));

beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 3, people: 2 });
});
afterAll(() => app.stop());

/** How ready a site was is not kept: a replay does not tell it. */
const unready = ({ sites, totals }: BoardSnapshot): object => ({
  rows: sites.map((row) => ({ ...row, readiness: null })),
  totals: { ...totals, readiness: null, followers: 0 },
});

describe('the board of a time that has passed', () => {
  it('shows at each moment what the live board showed then', async () => {
    const [site, other] = [hall.sites[0]!, hall.sites[1]!];
    const [first, second] = hall.people[0]!;
    const { token } = await pair(app.organizer, site.id);
    const client = app.anonymous.as(token);
    const live = await LiveClient.connect(app.url, { token });
    const record = async (siteId: string, entry: object): Promise<void> =>
      void made(await app.organizer.post(pathTo(ROUTES.attendance, siteId), { entries: [entry] }));
    const seen: [at: string, board: BoardSnapshot][] = [];
    const look = async (): Promise<void> => {
      // The live board tells a change within a fifth of a second.
      await new Promise((go) => setTimeout(go, 250));
      const board = made(await app.organizer.get<BoardSnapshot>(pathTo(ROUTES.board, hall.conference.id)));
      seen.push([await moment(), board]);
    };

    await look();
    await live.ask('site.join', { siteId: site.id });
    await look();
    const entry = present(hall.checkpoint.id, first!.id);
    await record(site.id, entry);
    await look();
    const call = made(
      await client.post<{ id: string }>(pathTo(ROUTES.siteHelp, site.id), {
        id: randomUUID(),
        message: 'Mất tiếng',
      }),
    );
    await live.ask('site.signal', { picture: 'ok', sound: 'none' });
    await look();
    await record(other.id, present(hall.checkpoint.id, second!.id));
    await record(other.id, {
      ...present(hall.checkpoint.id, ''),
      participantId: undefined,
      walkIn: { fullName: 'Khách mời' },
      method: 'walk_in',
    });
    await look();
    await record(site.id, {
      ...entry,
      id: randomUUID(),
      kind: 'undo',
      participantId: undefined,
      undoes: entry.id,
    });
    await app.organizer.post(pathTo(ROUTES.helpAnswer, call.id), { message: 'Đã xử lý' });
    await look();
    await record(site.id, {
      id: randomUUID(),
      checkpointId: hall.checkpoint.id,
      kind: 'confirm',
      method: 'roll_call',
      headcount: 4,
      recordedAt: new Date().toISOString(),
    });
    await look();
    live.close();

    // Presence and signals are written some seconds later, with those of other sites.
    await eventually(async () => (await replay()).statuses.filter(({ signal }) => signal).length, 1);
    const momentAt = replayer(await replay());
    for (const [at, board] of seen) {
      const then = await boardAt(at);
      expect(unready(then)).toEqual(unready(board));
      expect(then.arrivals).toEqual(board.arrivals);
      expect(momentAt(at)).toEqual({
        checkpointId: board.checkpointId,
        rows: then.sites,
        arrivals: board.arrivals,
      });
    }
    expect(new Set(seen.map(([, board]) => JSON.stringify(board.sites))).size).toBe(seen.length);
  });

  it('is of the checkpoint that was the current one, or of the one that is asked for', async () => {
    const later = made(
      await app.organizer.post<{ id: string }>(pathTo(ROUTES.checkpoints, hall.conference.id), {
        name: 'Sau giải lao',
        opensAt: new Date(Date.now() + 3_600_000).toISOString(),
      }),
    );
    expect((await boardAt(new Date().toISOString())).checkpointId).toBe(hall.checkpoint.id);
    expect((await boardAt(new Date(Date.now() + 7_200_000).toISOString())).checkpointId).toBe(later.id);
    const asked = await boardAt(new Date().toISOString(), `&checkpointId=${later.id}`);
    expect(asked.totals.counts).toMatchObject({ inPerson: 0, unmarked: 6 });
    expectProblem(
      await app.organizer.get(
        `${pathTo(ROUTES.board, hall.conference.id)}?at=2026-11-22T01:00:00Z&checkpointId=${randomUUID()}`,
      ),
      404,
      'checkpoint.not-found',
    );
    expectProblem(
      await app.organizer.get(`${pathTo(ROUTES.board, hall.conference.id)}?at=yesterday`),
      400,
      'request.invalid',
    );
  });

  it('is asked for by parts of the tree', async () => {
    const part = await replay(`?siteId=${hall.sites[1]!.id}`);
    expect(part.sites.map(({ siteId }) => siteId)).toEqual([hall.sites[1]!.id]);
    expect(part.figures.every(({ siteId }) => part.sites.some((site) => site.siteId === siteId))).toBe(true);
    const other = await makeHall(app.organizer, { sites: 1, people: 0 });
    expectProblem(
      await app.organizer.get(`${pathTo(ROUTES.replay, hall.conference.id)}?siteId=${other.sites[0]!.id}`),
      404,
      'site.not-found',
    );
    expect(made(await app.organizer.get<Replay>(pathTo(ROUTES.replay, other.conference.id)))).toMatchObject({
      from: null,
      to: null,
    });
  });

  it('is refused for more sites than a page can move through', async () => {
    const { conference } = await makeHall(app.organizer, { sites: 0, people: 0 });
    const rows = Array.from({ length: REPLAY_SITES_LIMIT + 1 }, (_, at) => `S${at},Xã ${at}`);
    const file = { name: 'sites.csv', content: `code,name\n${rows.join('\n')}` };
    made(await app.organizer.upload(pathTo(ROUTES.siteImport, conference.id), file));
    expectProblem(await app.organizer.get(pathTo(ROUTES.replay, conference.id)), 422, 'replay.too-large');
  });
});
