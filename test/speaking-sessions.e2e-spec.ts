import { randomUUID } from 'node:crypto';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { SpeakGate, SpeakQueue } from '../src/contract/speaking.js';
import { startTestApp, type TestApp } from './support/app.js';
import { made } from './support/hall.js';
import { acted, speakDesk, topics } from './support/speak-desk.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());
const desk = (sites?: number) => speakDesk(() => app, sites);

describe('the gate', () => {
  it('closes a conference or a session, and says so to who asks', async () => {
    const { hall, consoles, path, ask } = await desk();
    const gate = pathTo(ROUTES.speakGate, hall.conference.id);
    const set = async (body: object): Promise<SpeakGate> =>
      made(await app.organizer.send<SpeakGate>('PUT', gate, body));
    const session = made(
      await app.organizer.post<Session>(pathTo(ROUTES.sessions, hall.conference.id), {
        title: 'Thảo luận',
        startsAt: '2030-11-22T01:00:00.000Z',
        endsAt: '2030-11-22T02:00:00.000Z',
      }),
    );
    const tries = async (): Promise<string> =>
      (await consoles[0]!.post<ProblemBody>(path, { id: randomUUID(), topic: 'Hỏi' })).body.code;
    const waiting = await ask(1);
    expect(await set({ open: false })).toEqual({ open: false, conference: false, sessions: [] });
    expect(await tries()).toBe('speak.closed');
    expect(await set({ open: true, sessionId: session.id })).toEqual({
      open: false,
      conference: false,
      sessions: [{ sessionId: session.id, open: true }],
    });
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, session.id)));
    expect(made(await app.organizer.get<SpeakQueue>(path)).gate.open).toBe(true);
    expect((await ask(0)).sessionId).toBe(session.id);
    expect(await acted(app.organizer, waiting.id, 'Call')).toMatchObject({ state: 'called' });
    const refused = await app.organizer.send<ProblemBody>('PUT', gate, {
      open: true,
      sessionId: randomUUID(),
    });
    expect(refused.body.code).toBe('session.not-found');
  });
});

describe('the end of a session', () => {
  it('ends its queue: who spoke is done, who waited stays unanswered in the record', async () => {
    const { hall, consoles, path, ask, queue } = await desk(4);
    const at = { startsAt: '2030-11-22T01:00:00.000Z', endsAt: '2030-11-22T02:00:00.000Z' };
    const sessions = pathTo(ROUTES.sessions, hall.conference.id);
    const [now, later] = [
      made(await app.organizer.post<Session>(sessions, { title: 'Sáng', ...at })).id,
      made(await app.organizer.post<Session>(sessions, { title: 'Chiều', ...at })).id,
    ];
    made(await app.organizer.post(pathTo(ROUTES.sessionStart, now)));
    const asked = [await ask(0), await ask(1), await ask(2), await ask(3, 'Chiều', { sessionId: later })];
    for (const { id } of asked.slice(0, 2)) await acted(app.organizer, id, 'Call');
    await acted(app.organizer, asked[0]!.id, 'Start');
    made(await app.organizer.post(pathTo(ROUTES.sessionEnd, now)));
    // It follows from the session's end, after its commit.
    while ((await queue(`?state=open&sessionId=${now}`)).length > 0);
    expect((await queue('')).map(({ state }) => state)).toEqual(['done', 'skipped', 'skipped', 'waiting']);
    const late = { id: randomUUID(), topic: 'Muộn', sessionId: now };
    expect((await consoles[0]!.post<ProblemBody>(path, late)).body.code).toBe('speak.session-over');
    made(await app.organizer.delete(pathTo(ROUTES.session, later)));
    while ((await queue()).length > 0);
    expect((await queue('')).at(-1)).toMatchObject({ state: 'skipped', topic: 'Chiều' });
  });

  it('is caught up by a service that stopped in between, and the queue outlives the restart', async () => {
    const { ask, queue } = await desk(3);
    const asked = [await ask(0), await ask(1), await ask(2)];
    await acted(app.organizer, asked[2]!.id, 'Pin');
    await acted(app.organizer, asked[0]!.id, 'Call');
    const before = await queue();
    app = await app.restart();
    expect(await queue()).toEqual(before);
    expect(topics(before)).toEqual(['Ý kiến 2', 'Ý kiến 0', 'Ý kiến 1']);
    expect(before.map(({ position }) => position)).toEqual([1, null, 2]);
  });
});
