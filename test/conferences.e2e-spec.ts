import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SignInReply, ViewerLink } from '../src/contract/auth.js';
import type { Checkpoint, Conference } from '../src/contract/conference.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Page } from '../src/contract/wire.js';
import { CheckpointsChanged, ConferenceChanged } from '../src/conferences/conferences.events.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';

const conferences = pathTo(ROUTES.conferences);
const FIELDS = { title: 'Tập huấn chuyển đổi số', startsOn: '2026-12-01', endsOn: '2026-12-02' };
const NO_SUCH_ID = '0192f0c1-2d3e-7f4a-8b5c-6d7e8f901234';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

async function made(slug: string, more: object = {}): Promise<Conference> {
  const answer = await app.organizer.post<Conference>(conferences, { slug, ...FIELDS, ...more });
  expect([answer.status, answer.body.slug]).toEqual([201, slug]);
  return answer.body;
}
/** A wall's headers. */
async function wallOf(
  conference: Conference,
): Promise<{ link: ViewerLink; headers: Record<string, string>; reply: SignInReply }> {
  const { body: link } = await app.organizer.post<ViewerLink>(pathTo(ROUTES.viewers, conference.id), {
    name: 'Màn hình hội trường',
  });
  const answer = await app.anonymous.post<SignInReply>(pathTo(ROUTES.view), { token: link.token });
  return { link, reply: answer.body, headers: { cookie: answer.headers.get('set-cookie')!.split(';')[0]! } };
}

async function sessionOf({ id }: Conference): Promise<string> {
  const fields = {
    title: 'Khai mạc',
    startsAt: '2026-12-01T01:00:00.000Z',
    endsAt: '2026-12-01T02:00:00.000Z',
  };
  return (await app.organizer.post<Session>(pathTo(ROUTES.sessions, id), fields)).body.id;
}

describe('conferences', () => {
  test('who may not: a draft exists for organizers alone, and nobody else writes', async () => {
    const draft = await made('ban-nhap');
    const wall = await wallOf(draft);
    for (const id of [draft.id, draft.slug, NO_SUCH_ID, 'khong-co']) {
      expectProblem(await app.anonymous.get(pathTo(ROUTES.conference, id)), 404, 'conference.not-found');
      expectProblem(
        await app.anonymous.get(pathTo(ROUTES.conference, id), wall.headers),
        404,
        'conference.not-found',
      );
      expectProblem(
        await app.anonymous.patch(pathTo(ROUTES.conference, id), { title: 'X' }),
        401,
        'auth.required',
      );
    }
    expect((await app.anonymous.get<Page<Conference>>(conferences)).body.items).toEqual([]);
    expectProblem(await app.anonymous.post(conferences, { slug: 'khong', ...FIELDS }), 401, 'auth.required');
  });

  test('made with defaults, found by id and slug', async () => {
    const conference = await made('mac-dinh', { title: '  Hội\tnghị ' });
    expect(conference).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      slug: 'mac-dinh',
      ...FIELDS,
      title: 'Hội nghị',
      timezone: 'Asia/Ho_Chi_Minh',
      languages: ['vi', 'en'],
      status: 'draft',
      simulated: false,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: conference.createdAt,
    });
    for (const id of [conference.id, conference.id.toUpperCase(), 'mac-dinh'])
      expect((await app.organizer.get(pathTo(ROUTES.conference, id))).body).toEqual(conference);
  });

  test('opened, it is public', async () => {
    const { id } = await made('cong-khai');
    const told: unknown[] = [];
    app.app.get(EventBus).on(ConferenceChanged, (event) => void told.push(event));
    expectProblem(await app.anonymous.get(pathTo(ROUTES.conference, id)), 404, 'conference.not-found');
    const opened = await app.organizer.patch<Conference>(pathTo(ROUTES.conference, id), {
      status: 'open',
      title: 'Đã mở',
      simulated: true,
    });
    expect([
      opened.status,
      opened.body.status,
      opened.body.title,
      opened.body.simulated,
      opened.body.startsOn,
    ]).toEqual([200, 'open', 'Đã mở', true, FIELDS.startsOn]);
    expect((await app.anonymous.get(pathTo(ROUTES.conference, 'cong-khai'))).body).toEqual(opened.body);
    expect(
      (await app.anonymous.get<Page<Conference>>(conferences)).body.items.map((item) => item.slug),
    ).toEqual(['cong-khai']);
    expect(told).toEqual([{ conferenceId: id }]);
  });

  test('a slug is taken once, also by an edit', async () => {
    await made('mot');
    const { id } = await made('hai');
    expectProblem(
      await app.organizer.post(conferences, { slug: 'mot', ...FIELDS }),
      409,
      'conference.slug-taken',
    );
    expectProblem(
      await app.organizer.patch(pathTo(ROUTES.conference, id), { slug: 'mot' }),
      409,
      'conference.slug-taken',
    );
    expect((await app.organizer.get<Conference>(pathTo(ROUTES.conference, id))).body.slug).toBe('hai');
  });

  test.each([
    [{ slug: 'A' }, 'slug'],
    [{ slug: '-a-' }, 'slug'],
    [{ slug: 'có-dấu' }, 'slug'],
    [{ slug: 'x'.repeat(61) }, 'slug'],
    [{ slug: NO_SUCH_ID }, 'slug'],
    [{ slug: 12 }, 'slug'],
    [{ title: '   ' }, 'title'],
    [{ title: null }, 'title'],
    [{ title: 'x'.repeat(301) }, 'title'],
    [{ startsOn: '2026-02-30' }, 'startsOn'],
    [{ endsOn: '2026-12-01T00:00:00Z' }, 'endsOn'],
    [{ languages: [] }, 'languages'],
    [{ languages: ['fr'] }, 'languages'],
    [{ languages: ['vi', 'vi'] }, 'languages'],
    [{ languages: 'vi' }, 'languages'],
    [{ status: 'paused' }, 'status'],
    [{ simulated: 'yes' }, 'simulated'],
    [{ timezone: null }, 'timezone'],
    [{ id: NO_SUCH_ID }, 'id'],
  ])('%j is refused, naming the field', async (wrong, path) => {
    const answer = await app.organizer.post<ProblemBody>(conferences, { slug: 'sai', ...FIELDS, ...wrong });
    expectProblem(answer, 400, 'request.invalid');
    expect(new Set(answer.body.errors?.map((item) => item.path))).toEqual(new Set([path]));
    expectProblem(await app.organizer.get(pathTo(ROUTES.conference, 'sai')), 404, 'conference.not-found');
  });

  test('dates and time zone must make sense together', async () => {
    expectProblem(
      await app.organizer.post(conferences, { slug: 'nguoc', ...FIELDS, endsOn: '2026-11-30' }),
      422,
      'conference.dates-reversed',
    );
    expectProblem(
      await app.organizer.post(conferences, { slug: 'mui-gio', ...FIELDS, timezone: 'Asia/Nowhere' }),
      422,
      'conference.timezone-unknown',
    );
    const { id } = await made('sua-ngay');
    expectProblem(
      await app.organizer.patch(pathTo(ROUTES.conference, id), { endsOn: '2026-11-30' }),
      422,
      'conference.dates-reversed',
    );
    expectProblem(
      await app.organizer.patch(pathTo(ROUTES.conference, NO_SUCH_ID), { title: 'X' }),
      404,
      'conference.not-found',
    );
  });

  test('the list is paged, each one once', async () => {
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await app.organizer.get<Page<Conference>>(
        `${conferences}?limit=2${after && `&after=${after}`}`,
      );
      expect(body.items.length).toBeLessThanOrEqual(2);
      seen.push(...body.items.map((item) => item.slug));
      after = body.next ?? '';
    } while (after);
    const { body } = await app.organizer.get<Page<Conference>>(`${conferences}?limit=500`);
    expect(seen).toEqual(body.items.map((item) => item.slug));
    expect(seen.length).toBeGreaterThan(4);
  });
});

describe('checkpoints', () => {
  let conference: Conference;
  let other: Conference;
  beforeAll(async () => {
    conference = await made('moc-diem-danh', { status: 'open' });
    other = await made('hoi-nghi-khac', { status: 'open' });
  });

  test('who may not', async () => {
    const { headers } = await wallOf(other);
    expectProblem(await app.anonymous.get(pathTo(ROUTES.checkpoints, conference.id)), 401, 'auth.required');
    for (const id of [conference.id, NO_SUCH_ID]) {
      expectProblem(
        await app.anonymous.get(pathTo(ROUTES.checkpoints, id), headers),
        404,
        'conference.not-found',
      );
      expectProblem(
        await app.anonymous.post(
          pathTo(ROUTES.checkpoints, id),
          { name: 'X' },
          { ...headers, origin: app.url },
        ),
        403,
        'auth.forbidden',
      );
    }
    expect((await app.anonymous.get(pathTo(ROUTES.checkpoints, other.id), headers)).status).toBe(200);
  });

  test('made, edited, listed in order of their opening; those without a time at the end', async () => {
    const told: unknown[] = [];
    app.app.get(EventBus).on(CheckpointsChanged, (event) => void told.push(event));
    const path = pathTo(ROUTES.checkpoints, conference.slug);
    const closing = (
      await app.organizer.post<Checkpoint>(path, { name: 'Bế mạc', opensAt: '2026-12-01T16:30:00+07:00' })
    ).body;
    const anytime = (await app.organizer.post<Checkpoint>(path, { name: 'Bất cứ lúc nào', opensAt: null }))
      .body;
    const session = await sessionOf(conference);
    const opening = await app.organizer.post<Checkpoint>(path, {
      name: ' Khai  mạc ',
      opensAt: '2026-12-01T01:00:00.000Z',
      closesAt: '2026-12-01T02:00:00Z',
      sessionId: session.toUpperCase(),
    });
    expect([opening.status, opening.body]).toEqual([
      201,
      {
        id: expect.any(String),
        conferenceId: conference.id,
        name: 'Khai mạc',
        opensAt: '2026-12-01T01:00:00.000Z',
        closesAt: '2026-12-01T02:00:00.000Z',
        sessionId: session,
        createdAt: expect.any(String),
        updatedAt: expect.any(String),
      },
    ]);
    expect(closing).toMatchObject({ opensAt: '2026-12-01T09:30:00.000Z', closesAt: null, sessionId: null });
    const list = () =>
      app.organizer.get<Page<Checkpoint>>(path).then(({ body }) => body.items.map(({ name }) => name));
    expect(await list()).toEqual(['Khai mạc', 'Bế mạc', 'Bất cứ lúc nào']);
    const changed = await app.organizer.patch<Checkpoint>(pathTo(ROUTES.checkpoint, anytime.id), {
      opensAt: '2026-12-01T03:00:00.000Z',
    });
    expect([changed.status, changed.body]).toEqual([
      200,
      { ...anytime, opensAt: '2026-12-01T03:00:00.000Z', updatedAt: expect.any(String) },
    ]);
    expect(await list()).toEqual(['Khai mạc', 'Bất cứ lúc nào', 'Bế mạc']);
    expect(
      (await app.organizer.patch<Checkpoint>(pathTo(ROUTES.checkpoint, anytime.id), { opensAt: null })).body
        .opensAt,
    ).toBeNull();
    expect(told).toEqual(Array(5).fill({ conferenceId: conference.id }));
    const first = await app.organizer.get<Page<Checkpoint>>(`${path}?limit=2`);
    const second = await app.organizer.get<Page<Checkpoint>>(`${path}?limit=2&after=${first.body.next}`);
    expect([first.body.items.length, second.body.items.map(({ name }) => name), second.body.next]).toEqual([
      2,
      ['Bất cứ lúc nào'],
      null,
    ]);
  });

  test.each([
    [{}],
    [{ name: '' }],
    [{ name: 'X', opensAt: '2026-12-01 08:00' }],
    [{ name: 'X', opensAt: '2026-12-01T08:00:00' }],
    [{ name: 'X', sessionId: 'x' }],
    [{ name: 'X', conferenceId: NO_SUCH_ID }],
  ])('%j is refused', async (body) =>
    expectProblem(
      await app.organizer.post(pathTo(ROUTES.checkpoints, conference.id), body),
      400,
      'request.invalid',
    ),
  );

  test('belong to a session of their conference, or to none', async () => {
    const own = await sessionOf(conference);
    const strange = [NO_SUCH_ID, await sessionOf(other)];
    const refused = (answer: Answer<unknown>): void => {
      expectProblem(answer, 422, 'checkpoint.session-not-found');
      expect((answer.body as ProblemBody).errors).toEqual([
        expect.objectContaining({ path: 'sessionId', code: 'field.not-found' }),
      ]);
    };
    const path = pathTo(ROUTES.checkpoints, conference.id);
    const before = (await app.organizer.get<Page<Checkpoint>>(path)).body.items;
    for (const sessionId of strange) refused(await app.organizer.post(path, { name: 'X', sessionId }));
    expect((await app.organizer.get<Page<Checkpoint>>(path)).body.items).toEqual(before);
    const { body } = await app.organizer.post<Checkpoint>(path, { name: 'X', sessionId: own });
    for (const sessionId of strange)
      refused(await app.organizer.patch(pathTo(ROUTES.checkpoint, body.id), { sessionId }));
    expect(
      (await app.organizer.patch<Checkpoint>(pathTo(ROUTES.checkpoint, body.id), { name: 'Y' })).body
        .sessionId,
    ).toBe(own);
    expect(
      (await app.organizer.patch<Checkpoint>(pathTo(ROUTES.checkpoint, body.id), { sessionId: null })).body
        .sessionId,
    ).toBeNull();
  });

  test('close no earlier than they open', async () => {
    const reversed = { opensAt: '2026-12-01T02:00:00.000Z', closesAt: '2026-12-01T01:00:00.000Z' };
    expectProblem(
      await app.organizer.post(pathTo(ROUTES.checkpoints, conference.id), { name: 'X', ...reversed }),
      422,
      'checkpoint.times-reversed',
    );
    const { body } = await app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, other.id), {
      name: 'X',
      opensAt: reversed.opensAt,
    });
    expectProblem(
      await app.organizer.patch(pathTo(ROUTES.checkpoint, body.id), { closesAt: reversed.closesAt }),
      422,
      'checkpoint.times-reversed',
    );
    expectProblem(
      await app.organizer.patch(pathTo(ROUTES.checkpoint, NO_SUCH_ID), { name: 'X' }),
      404,
      'checkpoint.not-found',
    );
    expectProblem(
      await app.organizer.post(pathTo(ROUTES.checkpoints, NO_SUCH_ID), { name: 'X' }),
      404,
      'conference.not-found',
    );
  });
});

describe('viewers', () => {
  test('who may not: only organizers make, list and revoke them', async () => {
    const conference = await made('man-hinh-cam', { status: 'open' });
    const { headers, link } = await wallOf(conference);
    const own = { ...headers, origin: app.url };
    expectProblem(
      await app.anonymous.get(pathTo(ROUTES.viewers, conference.id), headers),
      403,
      'auth.forbidden',
    );
    expectProblem(
      await app.anonymous.post(pathTo(ROUTES.viewers, conference.id), { name: 'X' }, own),
      403,
      'auth.forbidden',
    );
    expectProblem(
      await app.anonymous.send('DELETE', pathTo(ROUTES.viewer, link.id), undefined, own),
      403,
      'auth.forbidden',
    );
    expectProblem(
      await app.anonymous.post(pathTo(ROUTES.view), { token: 'x'.repeat(43) }),
      401,
      'auth.code-invalid',
    );
  });

  test('a wall signs in by its link, sees its conference, and is out once revoked', async () => {
    const conference = await made('man-hinh', { status: 'live' });
    const { link, headers, reply } = await wallOf(conference);
    expect(link).toEqual({
      id: expect.any(String),
      name: 'Màn hình hội trường',
      createdAt: expect.any(String),
      token: expect.stringMatching(/^[\w-]{43}$/),
      url: `${app.url}/organizer#view=${link.token}`,
    });
    expect(reply).toEqual({
      principal: {
        kind: 'viewer',
        viewerId: link.id,
        name: 'Màn hình hội trường',
        conferenceId: conference.id,
      },
    });
    const { token: _token, url: _url, ...listed } = link;
    expect((await app.organizer.get<Page<ViewerLink>>(pathTo(ROUTES.viewers, conference.id))).body).toEqual({
      items: [listed],
      next: null,
    });
    expect((await app.anonymous.get(pathTo(ROUTES.conference, conference.id), headers)).status).toBe(200);
    expect((await app.organizer.delete(pathTo(ROUTES.viewer, link.id))).status).toBe(204);
    expectProblem(await app.anonymous.get(pathTo(ROUTES.me), headers), 401, 'auth.ended');
    expectProblem(
      await app.anonymous.post(pathTo(ROUTES.view), { token: link.token }),
      401,
      'auth.code-invalid',
    );
    expectProblem(await app.organizer.delete(pathTo(ROUTES.viewer, link.id)), 404, 'viewer.not-found');
  });
});

function expectProblem(answer: Answer<unknown>, status: number, code: string): void {
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: expect.objectContaining({ status, code }),
  });
}
