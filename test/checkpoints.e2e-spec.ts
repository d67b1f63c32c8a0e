import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ViewerLink } from '../src/contract/auth.js';
import type { Checkpoint, Conference } from '../src/contract/conference.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Session } from '../src/contract/schedule.js';
import type { Page } from '../src/contract/wire.js';
import { CheckpointsChanged } from '../src/schedule/checkpoints.events.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { startTestApp, type TestApp } from './support/app.js';
import { type Answer, cookieOf } from './support/client.js';
import { expectProblem } from './support/expect-problem.js';

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
/** Returns the cookie of a wall of this conference. */
async function wallOf({ id }: Conference): Promise<{ cookie: string }> {
  const { body: link } = await app.organizer.post<ViewerLink>(pathTo(ROUTES.viewers, id), {
    name: 'Màn hình',
  });
  return cookieOf(await app.anonymous.post(pathTo(ROUTES.view), { token: link.token }));
}

async function sessionOf({ id }: Conference): Promise<string> {
  const fields = {
    title: 'Khai mạc',
    startsAt: '2026-12-01T01:00:00.000Z',
    endsAt: '2026-12-01T02:00:00.000Z',
  };
  return (await app.organizer.post<Session>(pathTo(ROUTES.sessions, id), fields)).body.id;
}

describe('checkpoints', () => {
  let conference: Conference;
  let other: Conference;
  beforeAll(async () => {
    conference = await made('moc-diem-danh', { status: 'open' });
    other = await made('hoi-nghi-khac', { status: 'open' });
  });

  test('who may not', async () => {
    const headers = await wallOf(other);
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
