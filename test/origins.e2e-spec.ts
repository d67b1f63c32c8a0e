import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { cookieOf } from './support/client.js';
import { expectProblem } from './support/expect-problem.js';

const [signIn, tokens, me, setUp, setUpCheck, conferences] = [
  ROUTES.signIn,
  ROUTES.tokens,
  ROUTES.me,
  ROUTES.setUp,
  ROUTES.setUpCheck,
  ROUTES.conferences,
].map((route) => pathTo(route)) as [string, string, string, string, string, string];
const CONFERENCE = { title: 'Ngày mẫu', startsOn: '2026-12-01', endsOn: '2026-12-01' };

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('pages of other origins', () => {
  let cookie: Record<string, string>;
  beforeAll(async () => {
    cookie = cookieOf(await app.anonymous.post(signIn, ORGANIZER));
  });
  const create = (slug: string, headers: Record<string, string>) =>
    app.anonymous.post(conferences, { slug, ...CONFERENCE }, { ...cookie, ...headers });

  test.each([
    ['no origin', {}],
    ['a foreign one', { origin: 'https://evil.example' }],
    ['null', { origin: 'null' }],
    ['our host on another port', { origin: 'http://127.0.0.1:1' }],
    ['another site, by the browser', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling, by the browser', { 'sec-fetch-site': 'same-site' }],
  ])('with a cookie, %s: refused', async (_, headers) => {
    expectProblem(
      await create('by-a-stranger', headers as Record<string, string>),
      403,
      'request.foreign-origin',
    );
    expectProblem(await app.organizer.get('/api/v1/conferences/by-a-stranger'), 404, 'conference.not-found');
  });

  test('our own pages act', async () => {
    expect((await create('by-origin', { origin: app.url })).status).toBe(201);
    expect((await create('by-fetch-site', { 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });

  test('reading by cookie needs no origin: the answer is not readable for them', async () => {
    const answer = await app.anonymous.get(me, { ...cookie, origin: 'https://evil.example' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  });

  test('cannot sign anybody in either', async () => {
    for (const path of [signIn, tokens, setUp, setUpCheck])
      expectProblem(
        await app.anonymous.post(path, ORGANIZER, { origin: 'https://evil.example' }),
        403,
        'request.foreign-origin',
      );
  });

  test('a bearer token is no cookie: nobody sends it unasked', async () => {
    expect(
      (
        await app.organizer.post(
          conferences,
          { slug: 'by-a-program', ...CONFERENCE },
          { origin: 'https://tool.example' },
        )
      ).status,
    ).toBe(201);
  });

  test('PUBLIC_URL is an own origin, and on https the cookie is bound to the host', async () => {
    const own = await startTestApp({ PUBLIC_URL: 'https://cau.example' });
    try {
      const signedIn = await own.anonymous.post(signIn, ORGANIZER, { origin: 'https://cau.example' });
      expect(signedIn.headers.getSetCookie()[0]).toMatch(
        /^__Host-sid=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
      );
      expect(
        (
          await own.anonymous.post(
            conferences,
            { slug: 'behind-a-proxy', ...CONFERENCE },
            { ...cookieOf(signedIn), origin: 'https://cau.example' },
          )
        ).status,
      ).toBe(201);
    } finally {
      await own.stop();
    }
  });
});
