import { EventBus } from '../src/platform/events/event-bus.js';
import type { Checkpoint, Conference } from '../src/contract/conference.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { SavedSession, Session } from '../src/contract/schedule.js';
import type { Page } from '../src/contract/wire.js';
import { ScheduleChanged, SessionEnded, SessionStarted } from '../src/schedule/schedule.events.js';
import { startTestApp, type TestApp } from './support/app.js';

const withoutAdvice = ({ warnings: _warnings, moved: _moved, ...session }: SavedSession): Session => session;

describe('the schedule', () => {
  let app: TestApp;
  let conference: Conference;
  let draft: Conference;
  const heard: string[] = [];

  beforeAll(async () => {
    app = await startTestApp();
    const made = { title: 'Tập huấn chuyển đổi số', startsOn: '2026-11-22', endsOn: '2026-11-22' };
    conference = (
      await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
        ...made,
        slug: 'ngay-mau',
        status: 'open',
      })
    ).body;
    draft = (await app.organizer.post<Conference>(pathTo(ROUTES.conferences), { ...made, slug: 'ban-nhap' }))
      .body;
    const bus = app.app.get(EventBus);
    bus.on(ScheduleChanged, () => void heard.push('changed'));
    bus.on(SessionStarted, ({ session }) => void heard.push(`started ${session.title}`));
    bus.on(SessionEnded, ({ session }) => void heard.push(`ended ${session.title}`));
  });
  afterAll(() => app.stop());
  beforeEach(() => heard.splice(0));

  const add = (
    title: string,
    hour: number,
    over: object = {},
  ): Promise<{ status: number; body: SavedSession }> =>
    app.organizer.post<SavedSession>(pathTo(ROUTES.sessions, conference.id), {
      title,
      startsAt: `2026-11-22T0${hour}:00:00.000Z`,
      endsAt: `2026-11-22T0${hour}:45:00.000Z`,
      ...over,
    });

  it('is written only by organizers', async () => {
    const { body: session } = await add('Khai mạc', 1);
    const writes = [
      app.anonymous.post<ProblemBody>(pathTo(ROUTES.sessions, conference.id), {}),
      app.anonymous.patch<ProblemBody>(pathTo(ROUTES.session, session.id), {}),
      app.anonymous.delete<ProblemBody>(pathTo(ROUTES.session, session.id)),
      app.anonymous.post<ProblemBody>(pathTo(ROUTES.sessionStart, session.id)),
      app.anonymous.post<ProblemBody>(pathTo(ROUTES.sessionEnd, session.id)),
    ];
    for (const { status, body } of await Promise.all(writes))
      expect([status, body.code]).toEqual([401, 'auth.required']);
  });

  it('of a draft is hidden from strangers', async () => {
    const { body: session } = await app.organizer.post<Session>(pathTo(ROUTES.sessions, draft.id), {
      title: 'Kín',
      startsAt: '2026-11-22T01:00:00Z',
      endsAt: '2026-11-22T02:00:00Z',
    });
    expect((await app.anonymous.get<ProblemBody>(pathTo(ROUTES.session, session.id))).body.code).toBe(
      'session.not-found',
    );
    expect((await app.anonymous.get<ProblemBody>(pathTo(ROUTES.sessions, draft.id))).body.code).toBe(
      'conference.not-found',
    );
  });

  it('stores a session as sent, with times in UTC and names in NFC', async () => {
    const answer = await add('Chuyển đổi số và phương pháp luận 2-3-5'.normalize('NFD'), 2, {
      startsAt: '2026-11-22T09:00:00+07:00',
      abstract: 'Dòng một\r\nDòng hai ',
      speakers: [{ name: ' Hồ Tú Bảo ', title: 'GS. TSKH.', affiliation: 'VIASM' }, { name: 'Nguyễn Văn A' }],
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      conferenceId: conference.id,
      title: 'Chuyển đổi số và phương pháp luận 2-3-5',
      abstract: 'Dòng một\nDòng hai',
      kind: 'talk',
      startsAt: '2026-11-22T02:00:00.000Z',
      status: 'planned',
      startedAt: null,
      speakers: [
        { name: 'Hồ Tú Bảo', title: 'GS. TSKH.', affiliation: 'VIASM' },
        { name: 'Nguyễn Văn A', title: null, affiliation: null },
      ],
    });
    const { broadcastUrl, warnings, moved, ...shown } = answer.body;
    expect([broadcastUrl, warnings, moved]).toEqual([null, [], []]);
    expect((await app.anonymous.get<Session>(pathTo(ROUTES.session, answer.body.id))).body).toEqual(shown);
    expect(heard).toEqual(['changed']);
  });

  it.each([
    ['no title', { title: ' ' }, 'title'],
    ['a time without a zone', { startsAt: '2026-11-22T09:00:00' }, 'startsAt'],
    ['30 February', { startsAt: '2026-02-30T09:00:00Z' }, 'startsAt'],
    ['a speaker without a name', { speakers: [{ title: 'GS.' }] }, 'speakers.0.name'],
    ['an unknown kind', { kind: 'party' }, 'kind'],
    ['an unknown field', { room: 'A' }, 'room'],
    ['null for a kind', { kind: null }, 'kind'],
  ])('refuses %s', async (_, over, path) => {
    const { status, body } = await add('Phiên', 3, over);
    expect([status, (body as unknown as ProblemBody).code]).toEqual([400, 'request.invalid']);
    expect((body as unknown as ProblemBody).errors?.map((item) => item.path)).toContain(path);
  });

  it('refuses a session that ends before it begins, on creation and on editing', async () => {
    expect((await add('Ngược', 3, { endsAt: '2026-11-22T03:00:00.000Z' })).status).toBe(422);
    const { body: session } = await add('Xuôi', 3);
    const edited = await app.organizer.patch<ProblemBody>(pathTo(ROUTES.session, session.id), {
      startsAt: '2026-11-22T05:00:00.000Z',
    });
    expect([edited.status, edited.body.code]).toEqual([422, 'session.times-reversed']);
    expect((await app.organizer.get<Session>(pathTo(ROUTES.session, session.id))).body).toEqual(
      withoutAdvice(session),
    );
  });

  it('is listed in order, page by page', async () => {
    const all = (await app.anonymous.get<Page<Session>>(pathTo(ROUTES.sessions, 'ngay-mau'))).body.items;
    expect(all.map((one) => one.startsAt)).toEqual(all.map((one) => one.startsAt).sort());
    const first = (
      await app.anonymous.get<Page<Session>>(`${pathTo(ROUTES.sessions, conference.id)}?limit=2`)
    ).body;
    const second = (
      await app.anonymous.get<Page<Session>>(
        `${pathTo(ROUTES.sessions, conference.id)}?limit=2&after=${first.next}`,
      )
    ).body;
    expect([...first.items, ...second.items].map((one) => one.id)).toEqual(
      all.slice(0, 4).map((one) => one.id),
    );
  });

  it('runs one session at a time: a start ends the running one, and announces both', async () => {
    const [{ body: one }, { body: two }] = [await add('Một', 6), await add('Hai', 7)];
    heard.splice(0);
    const started = await app.organizer.post<Session>(pathTo(ROUTES.sessionStart, one.id));
    expect([started.status, started.body.status, started.body.endedAt]).toEqual([200, 'running', null]);
    expect((await app.organizer.post<Session>(pathTo(ROUTES.sessionStart, one.id))).body).toEqual(
      started.body,
    );
    await app.organizer.post(pathTo(ROUTES.sessionStart, two.id));
    expect(heard).toEqual(['started Một', 'ended Một', 'started Hai']);
    expect((await app.organizer.get<Session>(pathTo(ROUTES.session, one.id))).body.status).toBe('ended');
    const over = await app.organizer.post<Session>(pathTo(ROUTES.sessionEnd, two.id));
    expect([over.status, over.body.status, typeof over.body.endedAt]).toEqual([200, 'ended', 'string']);
  });

  it('has one running session after many simultaneous starts', async () => {
    const made = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => add(`Đua ${n}`, 8)));
    const answers = await Promise.all(
      made.map(({ body }) => app.organizer.post<Session>(pathTo(ROUTES.sessionStart, body.id))),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200]);
    const { items } = (await app.organizer.get<Page<Session>>(pathTo(ROUTES.sessions, conference.id))).body;
    expect(items.filter((one) => one.status === 'running')).toHaveLength(1);
  });

  it('refuses to end an unstarted session and to start a cancelled one, and allows a restart', async () => {
    const { body: session } = await add('Giải lao', 9, { kind: 'break' });
    expect((await app.organizer.post<ProblemBody>(pathTo(ROUTES.sessionEnd, session.id))).body.code).toBe(
      'session.not-running',
    );
    const { body: cancelled } = await app.organizer.patch<Session>(pathTo(ROUTES.session, session.id), {
      status: 'cancelled',
    });
    expect(cancelled.status).toBe('cancelled');
    const refused = await app.organizer.post<ProblemBody>(pathTo(ROUTES.sessionStart, session.id));
    expect([refused.status, refused.body.code]).toEqual([409, 'session.not-startable']);
    await app.organizer.patch(pathTo(ROUTES.session, session.id), { status: 'planned' });
    const { body: first } = await app.organizer.post<Session>(pathTo(ROUTES.sessionStart, session.id));
    await app.organizer.post(pathTo(ROUTES.sessionEnd, session.id));
    const { body: again } = await app.organizer.post<Session>(pathTo(ROUTES.sessionStart, session.id));
    expect([again.status, again.startedAt, again.endedAt]).toEqual(['running', first.startedAt, null]);
  });

  it('deletes a session, and frees its checkpoints', async () => {
    const { body: session } = await add('Thừa', 9);
    const { body: checkpoint } = await app.organizer.post<Checkpoint>(
      pathTo(ROUTES.checkpoints, conference.id),
      { name: 'Đầu phiên', sessionId: session.id },
    );
    expect((await app.organizer.delete(pathTo(ROUTES.session, session.id))).status).toBe(204);
    expect((await app.organizer.get(pathTo(ROUTES.session, session.id))).status).toBe(404);
    expect((await app.organizer.delete<ProblemBody>(pathTo(ROUTES.session, session.id))).body.code).toBe(
      'session.not-found',
    );
    const { items } = (await app.organizer.get<Page<Checkpoint>>(pathTo(ROUTES.checkpoints, conference.id)))
      .body;
    expect(items.find((one) => one.id === checkpoint.id)?.sessionId).toBeNull();
  });

  describe('a change of times', () => {
    let day: Conference;
    let sessions: SavedSession[];
    const wall = (hour: string): string => `2026-03-29T${hour}:00.000+01:00`;
    const put = async (title: string, startsAt: string, endsAt: string): Promise<SavedSession> =>
      (
        await app.organizer.post<SavedSession>(pathTo(ROUTES.sessions, day.id), {
          title,
          startsAt: wall(startsAt),
          endsAt: wall(endsAt),
        })
      ).body;
    const times = async (): Promise<string[]> =>
      (await app.organizer.get<Page<Session>>(pathTo(ROUTES.sessions, day.id))).body.items.map(
        ({ title, startsAt, endsAt }) => `${title} ${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`,
      );

    beforeAll(async () => {
      day = (
        await app.organizer.post<Conference>(pathTo(ROUTES.conferences), {
          slug: 'doi-gio',
          title: 'Đổi giờ',
          startsOn: '2026-03-29',
          endsOn: '2026-03-30',
          timezone: 'Europe/Berlin',
        })
      ).body;
      // The clock goes from 02:00 to 03:00 in that night.
      sessions = [
        await put('A', '01:00', '01:30'),
        await put('B', '02:00', '02:30'),
        await put('C', '20:00', '21:00'),
        // At 00:30 of the next day, by the clock of Berlin.
        await put('D', '23:30', '23:50'),
      ];
    });

    it('warns of an overlap with the other session, and stores what was asked', async () => {
      expect(sessions.map(({ warnings, moved }) => [warnings, moved])).toEqual(sessions.map(() => [[], []]));
      const { body: over } = await app.organizer.patch<SavedSession>(
        pathTo(ROUTES.session, sessions[0]!.id),
        { endsAt: wall('02:10') },
      );
      const warning = { code: 'session.overlaps', sessionId: sessions[1]!.id, title: 'B' };
      expect([over.endsAt, over.warnings]).toEqual(['2026-03-29T01:10:00.000Z', [warning]]);
      await app.organizer.patch(pathTo(ROUTES.session, sessions[0]!.id), { endsAt: wall('01:30') });
    });

    it('moves the later sessions of that day in the same act, and told twice moves them once', async () => {
      const later = { endsAt: wall('01:45'), moveFollowing: true };
      const path = pathTo(ROUTES.session, sessions[0]!.id);
      const { body: first } = await app.organizer.patch<SavedSession>(path, later);
      expect(first.moved).toEqual([sessions[1]!.id, sessions[2]!.id]);
      expect(first.warnings).toEqual([]);
      const { body: second } = await app.organizer.patch<SavedSession>(path, later);
      expect(second.moved).toEqual([]);
      expect(await times()).toEqual(['A 00:00–00:45', 'B 01:15–01:45', 'C 19:15–20:15', 'D 22:30–22:50']);
    });

    it('that is refused moves nothing', async () => {
      const before = await times();
      const refused = await app.organizer.patch<ProblemBody>(pathTo(ROUTES.session, sessions[1]!.id), {
        endsAt: wall('01:00'),
        moveFollowing: true,
      });
      expect(refused.body.code).toBe('session.times-reversed');
      expect(await times()).toEqual(before);
    });
  });
});
