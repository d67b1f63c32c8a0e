import { randomUUID } from 'node:crypto';
import { HELP_ANSWER_LIMIT, type HelpCall } from '../src/contract/help.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { boardStories } from './support/board-stories.js';
import type { Client } from './support/client.js';
import { type Hall, made, makeHall, pair } from './support/hall.js';
import { secondOrganizer } from './support/second-organizer.js';

let app: TestApp;
let minh: Client;
let first: string;
beforeAll(async () => {
  app = await startTestApp();
  minh = await secondOrganizer(app, 'minh-truc-hai');
  first = (await made(await app.organizer.get<{ principal: { accountId: string } }>(pathTo(ROUTES.me))))
    .principal.accountId;
});
afterAll(() => app.stop());
const { connect, boardOf, watch } = boardStories(() => app);

/** A conference, a console on its first site, and an open call of it. */
async function called(): Promise<{ hall: Hall; siteId: string; console: Client; call: HelpCall }> {
  const hall = await makeHall(app.organizer, { sites: 2, people: 1 });
  const siteId = hall.sites[0]!.id;
  const console = app.anonymous.as((await pair(app.organizer, siteId)).token);
  const body = { id: randomUUID(), message: 'Mất tiếng' };
  return {
    hall,
    siteId,
    console,
    call: made(await console.post<HelpCall>(pathTo(ROUTES.siteHelp, siteId), body)),
  };
}
const take = (who: Client, id: string, body?: object) =>
  who.post<HelpCall & ProblemBody>(pathTo(ROUTES.helpTake, id), body);
const answer = (who: Client, id: string, body: object) =>
  who.post<HelpCall & ProblemBody>(pathTo(ROUTES.helpAnswer, id), body);
const listed = async (siteId: string, as: Client): Promise<HelpCall[]> =>
  made(await as.get<Page<HelpCall>>(pathTo(ROUTES.siteHelp, siteId))).items;
const texts = (call: HelpCall): string[] => call.answers.map(({ text }) => text);

describe('an organizer', () => {
  it('takes a call once, and everybody is told who has it', async () => {
    const { hall, siteId, console, call } = await called();
    const reader = await watch(hall);
    const site = await connect(console.token!);
    const colleague = await connect(minh.token!);
    await site.ask('site.join', { siteId });
    await colleague.ask('conference.follow', { conferenceId: hall.conference.id });
    const taken = made(await take(app.organizer, call.id));
    expect(taken).toEqual({
      ...call,
      taken: {
        at: expect.any(String),
        actor: { kind: 'organizer', id: first },
        name: ORGANIZER.login,
      },
    });
    expect(made(await take(app.organizer, call.id))).toEqual(taken);
    for (const live of [site, colleague]) {
      await live.until('the taking', () => live.of('help.changed').length > 0);
      expect(live.of('help.changed')).toEqual([{ siteId, call: taken }]);
    }
    await reader.live.until('that it is taken', () => reader.board.sites[0]!.help?.isTaken === true);
    expect(await listed(siteId, console)).toEqual([taken]);
  });

  it('is told when a colleague was faster, and takes over only from whom they name', async () => {
    const { call } = await called();
    const answers = await Promise.all([take(app.organizer, call.id), take(minh, call.id)]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
    const won = answers.find(({ status }) => status === 200)!.body;
    const lost = answers.find(({ status }) => status === 409)!.body;
    expect([lost.code, lost.detail]).toEqual(['help.taken', won.taken!.name]);

    const [owner, other] = won.taken!.actor.id === first ? [app.organizer, minh] : [minh, app.organizer];
    expect((await take(other, call.id, { over: randomUUID() })).body.code).toBe('help.taken');
    const over = made(await take(other, call.id, { over: won.taken!.actor.id }));
    expect(over.taken!.actor.id).not.toBe(won.taken!.actor.id);
    expect((await take(owner, call.id)).body.code).toBe('help.taken');
    expect((await take(owner, call.id, { over: 'x' })).body.code).toBe('request.invalid');
  });

  it('answers twice and leaves the call open, then closes it apart from answering', async () => {
    const { hall, siteId, console, call } = await called();
    made(await answer(minh, call.id, { text: ' Đang kiểm\ttra ', close: false }));
    const open = made(await answer(app.organizer, call.id, { text: 'Thử rút dây loa', close: false }));
    expect(open).toMatchObject({ state: 'open', closed: null, taken: { name: 'minh-truc-hai' } });
    expect(texts(open)).toEqual(['Đang kiểm tra', 'Thử rút dây loa']);
    expect((await boardOf(hall)).sites[0]!.help).toMatchObject({ open: 1, isTaken: true });
    app = await app.restart();
    minh = app.anonymous.as(minh.token!);
    expect((await boardOf(hall)).sites[0]!.help).toMatchObject({ open: 1, isTaken: true });
    const device = app.anonymous.as(console.token!);
    expect(await listed(siteId, device)).toEqual([open]);
    const closed = made(await answer(minh, call.id, {}));
    expect(closed).toEqual({
      ...open,
      state: 'answered',
      closed: { at: expect.any(String), actor: expect.anything(), message: null },
    });
    expect(made(await answer(minh, call.id, { text: 'Muộn', close: false }))).toEqual(closed);
    expect(made(await take(app.organizer, call.id, { over: first }))).toEqual(closed);
    expect((await boardOf(hall)).sites[0]!.help).toBeNull();
  });

  it('closes with words by their new name as by the former one', async () => {
    const [one, two] = [await called(), await called()];
    expect(made(await answer(minh, one.call.id, { text: 'Xong', close: true })).closed!.message).toBe('Xong');
    expect(made(await answer(minh, two.call.id, { message: 'Xong' })).closed!.message).toBe('Xong');
  });
});

describe('an answer that leaves the call open', () => {
  it('is stored once under its id, and refused with other words or at another call', async () => {
    const [{ call }, other] = [await called(), await called()];
    const body = { id: randomUUID(), text: 'Đang đến', close: false };
    const answers = await Promise.all([1, 2, 3].map(() => answer(minh, call.id, body)));
    for (const one of answers) expect(texts(made(one))).toEqual(['Đang đến']);
    for (const [who, id, reused] of [
      [minh, call.id, { ...body, text: 'Khác' }],
      [app.organizer, call.id, body],
      [minh, other.call.id, body],
    ] as const) {
      const refused = await answer(who, id, reused);
      expect([refused.status, refused.body.code]).toEqual([409, 'help.id-reused']);
    }
  });

  it.each([
    ['without a text', { close: false }, 'help.answer-empty'],
    ['with an empty one', { text: ' ', close: false }, 'help.answer-empty'],
    ['of 281 characters', { text: 'x'.repeat(281), close: false }, 'request.invalid'],
    ['with an id that is none', { id: 'x', text: 'a', close: false }, 'request.invalid'],
    ['with a close that is none', { text: 'a', close: 'no' }, 'request.invalid'],
  ])('is refused %s', async (_, body, code) => {
    const { siteId, call } = await called();
    const refused = await answer(minh, call.id, body);
    expect([refused.status, refused.body.code]).toEqual([400, code]);
    expect(await listed(siteId, minh)).toEqual([call]);
  });

  it('has room for 20, and the call can still be closed with words', async () => {
    const { call } = await called();
    for (let at = 0; at < HELP_ANSWER_LIMIT; at += 1)
      made(await answer(minh, call.id, { text: `Lần ${at}`, close: false }));
    const refused = await answer(minh, call.id, { text: 'Thêm', close: false });
    expect([refused.status, refused.body.code]).toEqual([409, 'help.answers-full']);
    const closed = made(await answer(minh, call.id, { text: 'Xong' }));
    expect([closed.answers.length, closed.closed!.message]).toEqual([HELP_ANSWER_LIMIT, 'Xong']);
  });
});
