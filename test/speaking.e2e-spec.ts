import { randomUUID } from 'node:crypto';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { SpeakQueue, SpeakRequest } from '../src/contract/speaking.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { type Client, organizerToken } from './support/client.js';
import { made, pair } from './support/hall.js';
import { act, acted, speakDesk, topics } from './support/speak-desk.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const desk = (sites?: number) => speakDesk(() => app, sites);

describe('access to the queue', () => {
  it('all but the site’s console and organizers are refused; a console acts on its own', async () => {
    const own = await place(app, 'ai-duoc-phat-bieu', 'open');
    const { consoles, hall, ask } = await desk(1);
    const foreign = await ask(0);
    const body = { id: randomUUID(), topic: 'Xin phát biểu' };
    const here = pathTo(ROUTES.speakRequests, own.conference);
    const tried: [Client, string, object | undefined, string][] = [
      [app.anonymous, here, body, 'auth.required'],
      [own.trainee, here, body, 'auth.forbidden'],
      [own.wall, here, undefined, 'auth.forbidden'],
      [consoles[0]!, here, body, 'conference.not-found'],
      [own.coordinator, here, { ...body, siteId: hall.sites[0]!.id }, 'site.not-found'],
      [app.organizer, here, { ...body, siteId: hall.sites[0]!.id }, 'site.not-found'],
      [app.organizer, here, body, 'request.invalid'],
      [own.coordinator, pathTo(ROUTES.speakCall, own.speak), {}, 'auth.forbidden'],
      [own.coordinator, pathTo(ROUTES.speakStart, own.speak), {}, 'auth.forbidden'],
      [own.coordinator, pathTo(ROUTES.speakSkip, own.speak), {}, 'auth.forbidden'],
      [own.coordinator, pathTo(ROUTES.speakPin, own.speak), {}, 'auth.forbidden'],
      [own.coordinator, pathTo(ROUTES.speakWithdraw, foreign.id), {}, 'speak.not-found'],
      [own.coordinator, pathTo(ROUTES.speakReady, foreign.id), {}, 'speak.not-found'],
      [app.organizer, pathTo(ROUTES.speakWithdraw, own.speak), {}, 'auth.forbidden'],
      [app.organizer, pathTo(ROUTES.speakCall, randomUUID()), {}, 'speak.not-found'],
    ];
    for (const [who, path, sent, code] of tried) {
      const method = sent === undefined ? 'GET' : 'POST';
      expect([path, (await who.send<ProblemBody>(method, path, sent)).body.code]).toEqual([path, code]);
    }
    expect(made(await own.coordinator.get<SpeakQueue>(here)).items.map(({ id }) => id)).toEqual([own.speak]);
  });
});

describe('a request', () => {
  it('goes the whole way: asked, called, ready, speaking, done', async () => {
    const { hall, consoles, ask, queue } = await desk();
    const asked = await ask(0, '  Kiến nghị\n về đường truyền ', { speaker: 'Nguyễn Văn An' });
    expect(asked).toMatchObject({
      siteId: hall.sites[0]!.id,
      site: { code: 'S000', name: 'Xã 0' },
      topic: 'Kiến nghị về đường truyền',
      speaker: 'Nguyễn Văn An',
      sessionId: null,
      state: 'waiting',
      position: 1,
      calledUntil: null,
      presence: 'never',
    });
    const called = await acted(app.organizer, asked.id, 'Call');
    expect(called).toMatchObject({ state: 'called', calls: 1, position: null });
    expect(Date.parse(called.calledUntil!) - Date.parse(called.calledAt!)).toBe(60_000);
    const ready = await acted(consoles[0]!, asked.id, 'Ready', { call: 1 });
    expect([ready.state, ready.readyAt]).toEqual(['called', expect.any(String)]);
    expect(await acted(app.organizer, asked.id, 'Start')).toMatchObject({ state: 'speaking' });
    const done = await acted(app.organizer, asked.id, 'End');
    expect([done.state, done.endedAt]).toEqual(['done', expect.any(String)]);
    expect(await queue()).toEqual([]);
    expect(await queue('')).toEqual([done]);
  });

  it.each([
    ['without a topic', { topic: ' \n' }, 'topic'],
    ['of 141 characters', { topic: 'ộ'.repeat(141) }, 'topic'],
    ['of a speaker that is no text', { topic: 'a', speaker: [1] }, 'speaker'],
    ['with an id that is none', { topic: 'a', id: 'x' }, 'id'],
    ['with more than a request has', { topic: 'a', state: 'called' }, 'state'],
  ])('%s is refused', async (_, body, path) => {
    const { consoles, path: route } = await desk(1);
    const refused = await consoles[0]!.post<ProblemBody>(route, { id: randomUUID(), ...body });
    expect(refused.body).toMatchObject({
      code: 'request.invalid',
      errors: [expect.objectContaining({ path })],
    });
  });

  it('is stored once however often it is sent; another under its id, or a second, is refused', async () => {
    const { hall, consoles, path, queue } = await desk();
    const body = { id: randomUUID(), topic: 'Xin ý kiến' };
    const colleague = app.anonymous.as((await pair(app.organizer, hall.sites[0]!.id)).token);
    const answers = await Promise.all(
      [consoles[0]!, colleague, consoles[0]!].map((who) => who.post<SpeakRequest>(path, body)),
    );
    for (const { status, body: shown } of answers) expect([status, shown]).toEqual([201, answers[0]!.body]);
    const refusals = [
      await consoles[0]!.post<ProblemBody>(path, { ...body, topic: 'Khác' }),
      await consoles[1]!.post<ProblemBody>(path, body),
      await colleague.post<ProblemBody>(path, { ...body, id: randomUUID() }),
    ];
    expect(refusals.map(({ status, body: { code } }) => [status, code])).toEqual([
      [409, 'speak.id-reused'],
      [409, 'speak.id-reused'],
      [409, 'speak.already-open'],
    ]);
    expect(await queue()).toHaveLength(1);
    await acted(consoles[0]!, body.id, 'Withdraw');
    made(await colleague.post(path, { ...body, id: randomUUID() }));
  });

  it('is made by an organizer for a site that calls by telephone', async () => {
    const { hall, path, queue } = await desk();
    const body = { id: randomUUID(), topic: 'Gọi qua điện thoại', siteId: hall.sites[1]!.id };
    const asked = made(await app.organizer.post<SpeakRequest>(path, body));
    expect(asked).toMatchObject({ siteId: hall.sites[1]!.id, actor: { kind: 'organizer' } });
    expect(await queue()).toEqual([asked]);
  });
});

describe('the queue', () => {
  it('has one order on all screens when 30 sites ask at once', async () => {
    const { hall, consoles, path, queue } = await desk(30);
    const colleague = app.anonymous.as(await organizerToken(app.url, ORGANIZER.login, ORGANIZER.password));
    await Promise.all(
      consoles.flatMap((console, at) => {
        const body = { id: randomUUID(), topic: `Ý kiến ${at}` };
        return [console.post(path, body), console.post(path, body)];
      }),
    );
    const seen = await queue();
    expect(new Set(seen.map(({ siteId }) => siteId))).toEqual(new Set(hall.sites.map(({ id }) => id)));
    expect(seen.map(({ position }) => position)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    expect(await queue('?state=open', colleague)).toEqual(seen);
    for (const [at, console] of consoles.entries()) {
      const own = await queue('?state=open', console);
      expect(own).toEqual([seen.find(({ siteId }) => siteId === hall.sites[at]!.id)]);
    }
    const pages: string[] = [];
    for (let after = ''; ;) {
      const { items, next } = made(await app.organizer.get<SpeakQueue>(`${path}?limit=7${after}`));
      pages.push(...items.map(({ id }) => id));
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(pages).toEqual(seen.map(({ id }) => id));
  });

  it('is arranged by organizers, and put back in the order of arrival', async () => {
    const { ask, queue } = await desk(4);
    const asked = [await ask(0), await ask(1), await ask(2), await ask(3)];
    const pin = async (at: number, body: object = {}): Promise<string[]> => {
      await acted(app.organizer, asked[at]!.id, 'Pin', body);
      return topics(await queue()).map((topic) => topic.slice(-1));
    };
    expect(await pin(2)).toEqual(['2', '0', '1', '3']);
    expect(await pin(3, { before: asked[1]!.id })).toEqual(['2', '0', '3', '1']);
    expect(await pin(2, { pinned: false })).toEqual(['0', '3', '1', '2']);
    await acted(app.organizer, asked[0]!.id, 'Call');
    expect((await act(app.organizer, asked[0]!.id, 'Pin')).body.code).toBe('speak.out-of-turn');
  });

  it('takes one call when two organizers call at once, and one start when both tap twice', async () => {
    const { ask } = await desk();
    const { id } = await ask(0);
    const calls = await Promise.all([1, 2, 3].map(() => acted(app.organizer, id, 'Call')));
    for (const call of calls) expect(call).toEqual({ ...calls[0], calls: 1 });
    const starts = await Promise.all([1, 2].map(() => acted(app.organizer, id, 'Start')));
    expect(starts[1]).toEqual(starts[0]);
  });

  it('ends who speaks when the next one starts', async () => {
    const { ask, queue } = await desk();
    const [first, second] = [await ask(0), await ask(1)];
    for (const { id } of [first, second]) {
      await acted(app.organizer, id, 'Call');
      await acted(app.organizer, id, 'Start');
    }
    expect((await queue('')).map(({ state }) => state)).toEqual(['done', 'speaking']);
  });

  it('refuses an act ahead of time, and answers how a closed request stands', async () => {
    const { consoles, ask } = await desk();
    const { id } = await ask(0);
    const codes: string[] = [];
    for (const name of ['Start', 'End'] as const) codes.push((await act(app.organizer, id, name)).body.code);
    codes.push((await act(consoles[0]!, id, 'Ready')).body.code);
    expect(codes).toEqual(Array(3).fill('speak.out-of-turn'));
    const skipped = await acted(app.organizer, id, 'Skip');
    for (const name of ['Call', 'Start', 'End', 'Skip'] as const)
      expect(await acted(app.organizer, id, name)).toEqual(skipped);
    expect(await acted(consoles[0]!, id, 'Withdraw')).toEqual(skipped);
  });
});

describe('"not now"', () => {
  it('puts the site back to its place once; the second time it leaves the queue', async () => {
    const { consoles, ask, queue } = await desk(3);
    const [, second] = [await ask(0), await ask(1), await ask(2)];
    await acted(app.organizer, second.id, 'Call');
    const back = await acted(consoles[1]!, second.id, 'NotNow', { call: 1 });
    expect(back).toMatchObject({ state: 'waiting', position: 2, declined: true });
    expect(await acted(consoles[1]!, second.id, 'NotNow', { call: 1 })).toEqual(back);
    await acted(app.organizer, second.id, 'Call');
    // The first tap again, which the line had held up.
    expect(await acted(consoles[1]!, second.id, 'NotNow', { call: 1 })).toMatchObject({ state: 'called' });
    const left = await acted(consoles[1]!, second.id, 'NotNow', { call: 2 });
    expect(left.state).toBe('withdrawn');
    expect(topics(await queue())).toEqual(['Ý kiến 0', 'Ý kiến 2']);
  });

  it('is an organizer’s way to put a called site back, as often as it takes', async () => {
    const { ask } = await desk();
    const { id } = await ask(0);
    for (const calls of [1, 2, 3]) {
      await acted(app.organizer, id, 'Call');
      expect(await acted(app.organizer, id, 'NotNow')).toMatchObject({
        state: 'waiting',
        declined: false,
        calls,
      });
    }
  });
});
