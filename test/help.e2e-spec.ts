import { randomUUID } from 'node:crypto';
import { HELP_OPEN_LIMIT, type HelpCall } from '../src/contract/help.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { cursorOf } from '../src/platform/http/page.dto.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair } from './support/hall.js';
import { place } from './support/two-conferences.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

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
const messages = (calls: HelpCall[]): string[] => calls.map(({ message }) => message);

describe('access to calls for help', () => {
  it('everybody but the site’s console and organizers is refused, and a wall reads no list', async () => {
    const own = await place(app, 'ai-duoc-goi', 'open');
    const { console: elsewhere, call } = await desk();
    const foreign = await call('Mất hình');
    const body = { id: randomUUID(), message: 'Mất tiếng' };
    const tried: [Client, 'GET' | 'POST', string, string][] = [
      [app.anonymous, 'POST', pathTo(ROUTES.siteHelp, own.site), 'auth.required'],
      [own.trainee, 'POST', pathTo(ROUTES.siteHelp, own.site), 'auth.forbidden'],
      [own.wall, 'GET', pathTo(ROUTES.siteHelp, own.site), 'auth.forbidden'],
      [own.wall, 'GET', pathTo(ROUTES.conferenceHelp, own.conference), 'auth.forbidden'],
      [own.wall, 'POST', pathTo(ROUTES.helpAnswer, own.help), 'auth.forbidden'],
      [own.wall, 'POST', pathTo(ROUTES.helpTake, own.help), 'auth.forbidden'],
      [own.coordinator, 'POST', pathTo(ROUTES.helpTake, own.help), 'auth.forbidden'],
      [own.coordinator, 'GET', pathTo(ROUTES.conferenceHelp, own.conference), 'auth.forbidden'],
      [own.coordinator, 'POST', pathTo(ROUTES.helpAnswer, own.help), 'auth.forbidden'],
      [app.organizer, 'POST', pathTo(ROUTES.siteHelp, own.site), 'auth.forbidden'],
      [app.organizer, 'POST', pathTo(ROUTES.helpWithdraw, own.help), 'auth.forbidden'],
      [elsewhere, 'POST', pathTo(ROUTES.siteHelp, own.site), 'site.not-found'],
      [elsewhere, 'GET', pathTo(ROUTES.siteHelp, own.site), 'site.not-found'],
      [elsewhere, 'POST', pathTo(ROUTES.helpWithdraw, own.help), 'help.not-found'],
      [own.coordinator, 'POST', pathTo(ROUTES.helpWithdraw, foreign.id), 'help.not-found'],
      [app.organizer, 'POST', pathTo(ROUTES.helpAnswer, randomUUID()), 'help.not-found'],
      [app.organizer, 'POST', pathTo(ROUTES.helpTake, randomUUID()), 'help.not-found'],
    ];
    for (const [who, method, path, code] of tried) {
      const sent = method === 'GET' ? undefined : path.endsWith('/help') ? body : {};
      expect([path, (await who.send<ProblemBody>(method, path, sent)).body.code]).toEqual([path, code]);
    }
    expect((await listed(pathTo(ROUTES.siteHelp, own.site))).map(({ id, state }) => ({ id, state }))).toEqual(
      [{ id: own.help, state: 'open' }],
    );
  });
});

describe('a call', () => {
  it('is stored as one clean line with its time and device', async () => {
    const { hall, siteId, deviceId, console, call } = await desk();
    const id = randomUUID();
    const kept = await call('  Không nghe\n được tiếng '.normalize('NFD'), id.toUpperCase());
    expect(kept).toEqual({
      id,
      conferenceId: hall.conference.id,
      siteId,
      message: 'Không nghe được tiếng'.normalize('NFC'),
      at: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      actor: { kind: 'coordinator', id: deviceId },
      state: 'open',
      taken: null,
      answers: [],
      closed: null,
    });
    expect(await listed(pathTo(ROUTES.siteHelp, siteId), console)).toEqual([kept]);
    expect(await listed(pathTo(ROUTES.conferenceHelp, hall.conference.id))).toEqual([kept]);
  });

  it.each([
    ['without an id', { message: 'Mất tiếng' }, 'id'],
    ['with an id that is none', { id: 'x', message: 'Mất tiếng' }, 'id'],
    ['without words', { id: randomUUID(), message: ' \n' }, 'message'],
    ['of 281 characters', { id: randomUUID(), message: 'ộ'.repeat(281) }, 'message'],
    ['that is no text', { id: randomUUID(), message: ['a'] }, 'message'],
    ['with more than a call has', { id: randomUUID(), message: 'a', state: 'open' }, 'state'],
  ])('%s is refused', async (_, body, path) => {
    const { siteId, console } = await desk();
    const refused = await console.post<ProblemBody>(pathTo(ROUTES.siteHelp, siteId), body);
    expect(refused.body).toMatchObject({
      code: 'request.invalid',
      errors: [expect.objectContaining({ path })],
    });
    expect(await listed(pathTo(ROUTES.siteHelp, siteId))).toEqual([]);
  });

  it('may have 280 characters, however many bytes they take', async () => {
    const { call } = await desk();
    expect((await call('ộ'.repeat(280))).message).toBe('ộ'.repeat(280));
  });

  it('is stored once when it is repeated, and refused with other words or from another site', async () => {
    const { hall, siteId, console } = await desk();
    const body = { id: randomUUID(), message: 'Mất điện' };
    const path = pathTo(ROUTES.siteHelp, siteId);
    const colleague = app.anonymous.as((await pair(app.organizer, siteId)).token);
    const answers = await Promise.all(
      [console, colleague, console, colleague].map((who) => who.post<HelpCall>(path, body)),
    );
    for (const one of answers)
      expect({ status: one.status, body: one.body }).toEqual({ status: 201, body: answers[0]!.body });
    const other = await console.post<ProblemBody>(path, { ...body, message: 'Mất nước' });
    expect([other.status, other.body.code]).toEqual([409, 'help.id-reused']);
    const elsewhere = app.anonymous.as((await pair(app.organizer, hall.sites[1]!.id)).token);
    expect(
      (await elsewhere.post<ProblemBody>(pathTo(ROUTES.siteHelp, hall.sites[1]!.id), body)).body.code,
    ).toBe('help.id-reused');
    expect(messages(await listed(path))).toEqual(['Mất điện']);

    await answer(body.id, 'Đang đến');
    expect(made(await console.post<HelpCall>(path, body))).toMatchObject({
      state: 'answered',
      closed: { message: 'Đang đến' },
    });
  });
});

describe('a site', () => {
  it('has at most 20 open calls; closing one makes room', async () => {
    const { hall, siteId, console } = await desk();
    const path = pathTo(ROUTES.siteHelp, siteId);
    const bodies = Array.from({ length: 23 }, (_, at) => ({ id: randomUUID(), message: `Lần ${at}` }));
    const answers = await Promise.all(bodies.map((body) => console.post<ProblemBody & HelpCall>(path, body)));
    const taken = answers.flatMap(({ status }, at) => (status === 201 ? [bodies[at]!] : []));
    const refused = answers
      .filter(({ status }) => status !== 201)
      .map(({ status, body }) => [status, body.code]);
    expect([taken.length, refused]).toEqual([HELP_OPEN_LIMIT, Array(3).fill([409, 'help.too-many'])]);
    expect(await listed(path)).toHaveLength(HELP_OPEN_LIMIT);

    expect((await console.post(path, taken[0])).status).toBe(201);
    const elsewhere = app.anonymous.as((await pair(app.organizer, hall.sites[1]!.id)).token);
    expect(
      (
        await elsewhere.post(pathTo(ROUTES.siteHelp, hall.sites[1]!.id), {
          id: randomUUID(),
          message: 'Mất điện',
        })
      ).status,
    ).toBe(201);
    await answer(taken[1]!.id);
    made(await console.post(pathTo(ROUTES.helpWithdraw, taken[2]!.id)));
    const late = ['a', 'b', 'c'].map((message) => ({ id: randomUUID(), message }));
    const statuses: number[] = [];
    for (const body of late) statuses.push((await console.post(path, body)).status);
    expect(statuses).toEqual([201, 201, 409]);
  });
});

describe('an answer', () => {
  it('closes the call with or without a message, and the first answer stands', async () => {
    const { hall, call } = await desk();
    const [spoken, silent] = [await call('Mất tiếng'), await call('Mất hình')];
    const answered = await answer(spoken.id, ' Đang kiểm tra\tđường truyền ');
    expect(answered).toEqual({
      ...spoken,
      state: 'answered',
      closed: {
        at: expect.any(String),
        actor: { kind: 'organizer', id: expect.any(String) },
        message: 'Đang kiểm tra đường truyền',
      },
    });
    expect(await answer(spoken.id, 'Khác')).toEqual(answered);
    expect(made(await app.organizer.post<HelpCall>(pathTo(ROUTES.helpAnswer, silent.id)))).toMatchObject({
      state: 'answered',
      closed: { message: null },
    });
    const tooLong = await app.organizer.post<ProblemBody>(pathTo(ROUTES.helpAnswer, silent.id), {
      message: 'x'.repeat(281),
    });
    expect([tooLong.status, tooLong.body.code]).toEqual([400, 'request.invalid']);
    expect(messages(await listed(pathTo(ROUTES.conferenceHelp, hall.conference.id)))).toEqual([
      'Mất hình',
      'Mất tiếng',
    ]);
  });

  it('and a simultaneous withdrawal close the call once, and both learn the result', async () => {
    const { console, call } = await desk();
    const { id } = await call('Mất tiếng');
    const [one, two] = await Promise.all([
      answer(id, 'Đang đến'),
      console.post<HelpCall>(pathTo(ROUTES.helpWithdraw, id)),
    ]);
    expect(two.status).toBe(200);
    expect(two.body).toEqual(one);
    expect(['answered', 'withdrawn']).toContain(one.state);
  });
});

describe('a withdrawal', () => {
  it('closes the site’s own call, which the control room then sees only in the list', async () => {
    const { hall, siteId, console, deviceId, call } = await desk();
    const { id } = await call('Mất tiếng');
    const withdrawn = made(await console.post<HelpCall>(pathTo(ROUTES.helpWithdraw, id)));
    expect(withdrawn).toMatchObject({
      state: 'withdrawn',
      closed: { actor: { kind: 'coordinator', id: deviceId }, message: null },
    });
    expect(made(await console.post<HelpCall>(pathTo(ROUTES.helpWithdraw, id)))).toEqual(withdrawn);
    expect(await answer(id, 'Muộn')).toEqual(withdrawn);
    const all = pathTo(ROUTES.conferenceHelp, hall.conference.id);
    expect(await listed(all)).toEqual([]);
    expect(await listed(`${all}?state=withdrawn`)).toEqual([withdrawn]);
    expect(await listed(pathTo(ROUTES.siteHelp, siteId), console)).toEqual([withdrawn]);
    expect((await app.organizer.get<ProblemBody>(`${all}?state=lost`)).body.code).toBe('request.invalid');
  });
});

describe('the lists', () => {
  it('list each call once, newest first, in pages', async () => {
    const { hall, siteId, call } = await desk();
    for (const message of ['một', 'hai', 'ba', 'bốn', 'năm']) await call(message);
    await answer((await listed(pathTo(ROUTES.siteHelp, siteId)))[2]!.id);
    for (const path of [pathTo(ROUTES.siteHelp, siteId), pathTo(ROUTES.conferenceHelp, hall.conference.id)]) {
      const seen: string[] = [];
      let after = '';
      do {
        const page = made(await app.organizer.get<Page<HelpCall>>(`${path}?limit=2${after}`));
        seen.push(...messages(page.items));
        after = page.next === null ? '' : `&after=${page.next}`;
      } while (after);
      expect(seen).toEqual(['năm', 'bốn', 'ba', 'hai', 'một']);
      expect(messages(await listed(`${path}?state=open`))).toEqual(['năm', 'bốn', 'hai', 'một']);
      expect((await app.organizer.get<ProblemBody>(`${path}?after=x`)).body.code).toBe('request.invalid');
      for (const after of [cursorOf('x'), cursorOf('-1'), cursorOf('1e3'), cursorOf(siteId)])
        expect((await app.organizer.get<ProblemBody>(`${path}?after=${after}`)).body.code).toBe(
          'request.invalid',
        );
    }
    expect(await listed(pathTo(ROUTES.siteHelp, hall.sites[1]!.id))).toEqual([]);
  });
});
