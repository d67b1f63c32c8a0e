import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SignInReply, ViewerLink } from '../src/contract/auth.js';
import type { Conference } from '../src/contract/conference.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import type { Page } from '../src/contract/wire.js';
import { ConferenceChanged } from '../src/conferences/conferences.events.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { startTestApp, type TestApp } from './support/app.js';
import { expectProblem } from './support/expect-problem.js';

const conferences = pathTo(ROUTES.conferences);
const FIELDS = { title: 'Tập huấn chuyển đổi số', startsOn: '2026-12-01', endsOn: '2026-12-02' };
const NO_CHANNELS = { hotline: null, broadcastUrl: null, broadcastPublic: false };
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
      ...NO_CHANNELS,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updatedAt: conference.createdAt,
    });
    for (const id of [conference.id, conference.id.toUpperCase(), 'mac-dinh'])
      expect((await app.organizer.get(pathTo(ROUTES.conference, id))).body).toEqual({
        ...conference,
        dataNotice: null,
      });
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
    const { hotline: _, broadcastUrl: __, broadcastPublic: ___, ...shown } = opened.body;
    expect((await app.anonymous.get(pathTo(ROUTES.conference, 'cong-khai'))).body).toEqual(shown);
    expect(
      (await app.anonymous.get<Page<Conference>>(conferences)).body.items.map((item) => item.slug),
    ).toEqual(['cong-khai']);
    expect(told).toEqual([{ conferenceId: id, fields: ['title', 'status', 'simulated', 'updatedAt'] }]);
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

describe('the hotline and the broadcast of a conference', () => {
  const CHANNELS = {
    hotline: '0204 3 555 666',
    broadcastUrl: 'https://zoom.us/j/999',
    broadcastPublic: true,
  };

  test('organizers set and read them; the public is told neither, even of a public broadcast', async () => {
    const conference = await made('duong-day-nong', { status: 'open', ...CHANNELS });
    expect(conference).toMatchObject(CHANNELS);
    const path = pathTo(ROUTES.conference, conference.id);
    expect((await app.organizer.get(path)).body).toMatchObject(CHANNELS);
    const listed = await app.organizer.get<Page<Conference>>(conferences);
    expect(listed.body.items.find(({ id }) => id === conference.id)).toMatchObject(CHANNELS);
    const cleared = await app.organizer.patch<Conference>(path, { hotline: ' ', broadcastUrl: null });
    expect(cleared.body).toMatchObject({ hotline: null, broadcastUrl: null, broadcastPublic: true });
    await app.organizer.patch(path, CHANNELS);
    const seen = [await app.anonymous.get(path), await app.anonymous.get(conferences)];
    expect(seen.map(({ body }) => JSON.stringify(body)).join()).not.toMatch(/hotline|broadcast|zoom/);
  });

  test.each([
    ['hotline', 'gọi cô Lan'],
    ['hotline', '1'.repeat(41)],
    ['broadcastUrl', 'http://zoom.us/j/1'],
    ['broadcastUrl', 'https://zoom.us@evil.example/'],
    ['broadcastUrl', 'javascript:alert(1)'],
    ['broadcastPublic', 'yes'],
  ])('refuses %s %s', async (field, value) => {
    const answer = await app.organizer.post<ProblemBody>(conferences, {
      slug: 'sai-kenh',
      ...FIELDS,
      [field]: value,
    });
    expect([answer.status, answer.body.errors?.map(({ path }) => path)]).toEqual([400, [field]]);
  });
});
