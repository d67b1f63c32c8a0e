import type { BoardChanges, BoardSnapshot } from '../src/contract/board.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Participant } from '../src/contract/participant.js';
import type { Site } from '../src/contract/site.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { boardStories, countsOf } from './support/board-stories.js';
import { type Hall, made, makeHall, present } from './support/hall.js';
import { BoardReader } from './support/live.js';

/** More than a snapshot in an answer has, and more than are counted on the event loop. */
const SITES = 620;
const MARKED = 250;

let app: TestApp;
let hall: Hall;
const { connect, boardOf, tallied } = boardStories(() => app);

async function all<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: Page<T> = made(
      await app.organizer.get<Page<T>>(`${path}?limit=500${after && `&after=${after}`}`),
    );
    items.push(...page.items);
    after = page.next;
  }
  return items;
}

beforeAll(async () => {
  app = await startTestApp();
  hall = await makeHall(app.organizer, { sites: 0, people: 0 });
  const { id } = hall.conference;
  const codes = Array.from({ length: SITES }, (_, at) => `X${String(at).padStart(3, '0')}`);
  const files = {
    [pathTo(ROUTES.siteImport, id)]: ['code,name', ...codes.map((code) => `${code},Xã ${code}`)],
    [pathTo(ROUTES.participantImport, id)]: [
      'code,fullName,siteCode',
      ...codes.map((code) => `DB-${code},Đại biểu ${code},${code}`),
    ],
  };
  for (const [path, lines] of Object.entries(files))
    made(await app.organizer.upload(path, { name: 'a.csv', content: lines.join('\n') }));
  const sites = await all<Site>(pathTo(ROUTES.sites, id));
  const people = await all<Participant>(pathTo(ROUTES.participants, id));
  hall = { ...hall, sites, people: sites.map((site) => people.filter(({ siteId }) => siteId === site.id)) };
});
afterAll(() => app.stop());

const mark = (at: number) =>
  app.organizer.post(pathTo(ROUTES.attendance, hall.sites[at]!.id), {
    entries: [present(hall.checkpoint.id, hall.people[at]![0]!.id, { mode: 'in_person' })],
  });

describe('a board of many sites', () => {
  it('comes by HTTP and not in an answer, and is counted as by SQL', async () => {
    for (const at of [0, 1, 2]) made(await mark(at));
    const live = await connect(app.organizer.token!);
    const { id } = hall.conference;
    expect(await live.ask('board.watch', { conferenceId: id })).toEqual({ seq: expect.any(Number) });
    const board = await boardOf(hall);
    expect(countsOf(board)).toEqual(await tallied(hall));
    expect(board.totals).toMatchObject({ sites: SITES, listed: SITES, counts: { inPerson: 3 } });
    const counted = made(
      await app.organizer.get<BoardSnapshot>(
        `${pathTo(ROUTES.board, id)}?checkpointId=${hall.checkpoint.id}`,
      ),
    );
    expect(countsOf(counted)).toEqual(countsOf(board));
    expect(counted.totals).toEqual(board.totals);
    expect(await live.ask('board.watch', { conferenceId: id, since: board.seq })).toMatchObject({
      changes: { from: board.seq, sites: [] },
    });
  });

  it('is sent compressed, and once written for all', async () => {
    const answers = await Promise.all(
      ['br', 'gzip', 'identity', 'br'].map((encoding) =>
        fetch(app.url + pathTo(ROUTES.board, hall.conference.id), {
          headers: { authorization: `Bearer ${app.organizer.token}`, 'accept-encoding': encoding },
        }),
      ),
    );
    expect(answers.map(({ headers }) => headers.get('content-encoding'))).toEqual(['br', 'gzip', null, 'br']);
    const [first, ...others] = await Promise.all(answers.map((answer) => answer.text()));
    for (const other of others) expect(other).toBe(first);
    const etag = answers[0]!.headers.get('etag')!;
    const again = await fetch(app.url + pathTo(ROUTES.board, hall.conference.id), {
      headers: { authorization: `Bearer ${app.organizer.token}`, 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
  });

  it('tells a mass return in messages of less than 64 kB, which lead on one by one', async () => {
    const live = await connect(app.organizer.token!);
    const board = await boardOf(hall);
    await live.ask('board.watch', { conferenceId: hall.conference.id, since: board.seq });
    const reader = BoardReader.from(live, board);
    await Promise.all(Array.from({ length: MARKED }, (_, at) => mark(at + 3)));
    const isThere = (): boolean => reader.board.totals.counts.inPerson === MARKED + 3;
    await live.until('all who were marked', isThere);
    const told = live.of<BoardChanges>('board.changed');
    expect(Math.max(...told.map((news) => Buffer.byteLength(JSON.stringify(news))))).toBeLessThan(64 * 1024);
    expect(reader.broken).toBe(0);
    expect(reader.board).toEqual(await boardOf(hall));
    expect(countsOf(reader.board)).toEqual(await tallied(hall));
  });

  it('has an edited, a new and a deleted site as it was told of them', async () => {
    const live = await connect(app.organizer.token!);
    const board = await boardOf(hall);
    await live.ask('board.watch', { conferenceId: hall.conference.id, since: board.seq });
    const reader = BoardReader.from(live, board);
    const [edited] = hall.sites;
    made(await app.organizer.patch(pathTo(ROUTES.site, edited!.id), { name: 'Xã Đổi Tên', expected: 40 }));
    const isNamed = (name: string) => (): boolean => reader.board.sites.some((row) => row.name === name);
    await live.until('the new name', isNamed('Xã Đổi Tên'));
    expect(live.of<BoardChanges>('board.changed').flatMap(({ sites }) => sites)).toHaveLength(1);
    const added = made(
      await app.organizer.post<Site>(pathTo(ROUTES.sites, hall.conference.id), {
        code: 'X010A',
        name: 'Xã Mới',
      }),
    );
    await live.until('the new site', isNamed('Xã Mới'));
    expect(reader.broken).toBe(0);
    expect(reader.board.sites).toEqual((await boardOf(hall)).sites);
    made(await app.organizer.delete(pathTo(ROUTES.site, added.id)));
    await live.until('that all fetch', () => reader.broken > 0);
    const after = await boardOf(hall);
    expect(after.sites.map(({ siteId }) => siteId)).toEqual(hall.sites.map(({ id }) => id));
    expect(countsOf(after)).toEqual(await tallied(hall));
    const listed = await all<Site>(pathTo(ROUTES.sites, hall.conference.id));
    expect(listed.map(({ name }) => name)).toEqual(after.sites.map(({ name }) => name));
  });
});
