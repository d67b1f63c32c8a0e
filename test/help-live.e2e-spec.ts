import { randomUUID } from 'node:crypto';
import type { BoardChanges, BoardSnapshot } from '../src/contract/board.js';
import type { HelpCall } from '../src/contract/help.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { startTestApp, type TestApp } from './support/app.js';
import { boardStories } from './support/board-stories.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair, present, signInTrainee } from './support/hall.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
const { connect, watch, boardOf } = boardStories(() => app);

/** A conference of two sites and a console on the first; its calls are made over HTTP. */
async function desk(): Promise<{
  hall: Hall;
  siteId: string;
  console: Client;
  deviceId: string;
  call(message: string, id?: string): Promise<HelpCall>;
}> {
  const hall = await makeHall(app.organizer, { sites: 2, people: 1 });
  const siteId = hall.sites[0]!.id;
  const { token, deviceId } = await pair(app.organizer, siteId);
  const console = app.anonymous.as(token);
  const call = async (message: string, id: string = randomUUID()): Promise<HelpCall> =>
    made(await console.post<HelpCall>(pathTo(ROUTES.siteHelp, siteId), { id, message }));
  return { hall, siteId, console, deviceId, call };
}
const answer = async (id: string, message?: string): Promise<HelpCall> =>
  made(await app.organizer.post<HelpCall>(pathTo(ROUTES.helpAnswer, id), { message }));
const listed = async (path: string, as: Client = app.organizer): Promise<HelpCall[]> =>
  made(await as.get<Page<HelpCall>>(path)).items;

describe('the board', () => {
  it('shows the newest open call, and leaves presence, signal and attendance as they are', async () => {
    const { hall, siteId, console, call } = await desk();
    made(
      await console.post(pathTo(ROUTES.attendance, siteId), {
        entries: [present(hall.checkpoint.id, hall.people[0]![0]!.id)],
      }),
    );
    const reader = await watch(hall);
    const before = reader.board.sites[0]!;
    expect(before.help).toBeNull();

    const first = await call('Mất tiếng');
    const { id, message, at } = await call('Mất hình');
    await reader.live.until('both calls', () => reader.board.sites[0]!.help?.open === 2);
    expect(reader.board.sites[0]).toEqual({ ...before, help: { id, message, at, open: 2, isTaken: false } });
    expect(reader.board.sites[1]!.help).toBeNull();
    expect((await boardOf(hall)).sites[0]!.help).toEqual({ id, message, at, open: 2, isTaken: false });
    const { checkpointId } = reader.board;
    const counted = made(
      await app.organizer.get<BoardSnapshot>(
        `${pathTo(ROUTES.board, hall.conference.id)}?checkpointId=${checkpointId}`,
      ),
    );
    expect(counted.sites[0]!.help).toEqual({ id, message, at, open: 2, isTaken: false });

    await answer(id);
    await reader.live.until('the older one', () => reader.board.sites[0]!.help?.open === 1);
    expect(reader.board.sites[0]!.help).toEqual({
      id: first.id,
      message: 'Mất tiếng',
      at: first.at,
      open: 1,
      isTaken: false,
    });
    made(await console.post(pathTo(ROUTES.helpWithdraw, first.id)));
    await reader.live.until('silence', () => reader.board.sites[0]!.help === null);
    expect(reader.board.sites[0]).toEqual(before);
    expect(reader.broken).toBe(0);
    for (const news of reader.live.of<BoardChanges>('board.changed'))
      expect(news.sites.map((row) => row.siteId)).toEqual([siteId]);
  });

  it('keeps the open call over a restart', async () => {
    const { hall, siteId, call } = await desk();
    const [kept, answered] = [await call('Mất điện'), await call('Mất tiếng')];
    await answer(answered.id, 'Xong');
    app = await app.restart();
    expect((await boardOf(hall)).sites[0]!.help).toEqual({
      id: kept.id,
      message: 'Mất điện',
      at: kept.at,
      open: 1,
      isTaken: false,
    });
    const calls = await listed(pathTo(ROUTES.siteHelp, siteId));
    expect(calls.map(({ message, state, closed }) => [message, state, closed?.message])).toEqual([
      ['Mất tiếng', 'answered', 'Xong'],
      ['Mất điện', 'open', undefined],
    ]);
    await answer(kept.id);
    expect((await boardOf(hall)).sites[0]!.help).toBeNull();
  });
});

describe('live', () => {
  it('a call by socket does the same as a call by HTTP', async () => {
    const { hall, siteId, console } = await desk();
    const live = await connect(console.token!);
    const body = { id: randomUUID(), message: 'Mất tiếng' };
    const called = await live.ask('site.help', body);
    expect(called).toMatchObject({ ...body, siteId, state: 'open' });
    expect(made(await console.post<HelpCall>(pathTo(ROUTES.siteHelp, siteId), body))).toEqual(called);
    expect((await live.ask('site.help', { ...body, message: 'Khác' })).problem).toMatchObject({
      code: 'help.id-reused',
      status: 409,
    });
    expect((await live.ask('site.help', { id: randomUUID(), message: '' })).problem?.code).toBe(
      'request.invalid',
    );
    const follower = await connect((await signInTrainee(app.anonymous, hall.people[0]![0]!.code!)).token);
    expect((await follower.ask('site.help', body)).problem?.code).toBe('auth.forbidden');
  });

  it('news of each change reaches only the site’s consoles, and a repetition makes no news', async () => {
    const { hall, siteId, console, call } = await desk();
    const [mine, elsewhere] = [
      await connect(console.token!),
      await connect((await pair(app.organizer, hall.sites[1]!.id)).token),
    ];
    await mine.ask('site.join', { siteId });
    await elsewhere.ask('site.join', { siteId: hall.sites[1]!.id });
    const called = await call('Mất tiếng');
    await call('Mất tiếng', called.id);
    const answered = await answer(called.id, 'Đang đến');
    await answer(called.id, 'Khác');
    const second = await call('Mất hình');
    const withdrawn = made(await console.post<HelpCall>(pathTo(ROUTES.helpWithdraw, second.id)));
    await mine.until('all four', () => mine.of('help.changed').length >= 4);
    expect(mine.of('help.changed')).toEqual(
      [called, answered, second, withdrawn].map((one) => ({ siteId, call: one })),
    );
    expect(elsewhere.told).toEqual([]);
  });
});
