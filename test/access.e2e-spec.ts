import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccessEnded } from '../src/identity/sign-ins/access.events.js';
import type { MeReply, SignInReply, TokenReply } from '../src/contract/auth.js';
import { PASSWORD_WEAKNESSES, type ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { AccountRow } from '../src/identity/accounts/account.entity.js';
import { SignInRow } from '../src/identity/sign-ins/sign-in.entity.js';
import { Clock } from '../src/platform/clock/clock.js';
import { Reader } from '../src/platform/database/reader.js';
import { EventBus } from '../src/platform/events/event-bus.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import { Client, cookieOf } from './support/client.js';
import { expectProblem } from './support/expect-problem.js';

const [signIn, tokens, me, signOut, setUp, setUpCheck, conferences] = [
  ROUTES.signIn,
  ROUTES.tokens,
  ROUTES.me,
  ROUTES.signOut,
  ROUTES.setUp,
  ROUTES.setUpCheck,
  ROUTES.conferences,
].map((route) => pathTo(route)) as [string, string, string, string, string, string, string];
const CONFERENCE = { title: 'Ngày mẫu', startsOn: '2026-12-01', endsOn: '2026-12-01' };

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

describe('who may not', () => {
  test('nobody in particular', async () => {
    expectProblem(await app.anonymous.get(me), 401, 'auth.required');
    expectProblem(
      await app.anonymous.post(conferences, { slug: 'a-slug', ...CONFERENCE }),
      401,
      'auth.required',
    );
    for (const token of ['x', 'x'.repeat(43), '../..', "' OR 1=1 --"])
      expectProblem(await app.anonymous.as(token).get(me), 401, 'auth.ended');
  });

  test('a wrong password and an unknown login are answered alike', async () => {
    const wrong = await app.anonymous.post<ProblemBody>(signIn, {
      login: ORGANIZER.login,
      password: 'not-the-password',
    });
    const unknown = await app.anonymous.post<ProblemBody>(signIn, {
      login: 'nobody-here',
      password: 'not-the-password',
    });
    expectProblem(wrong, 401, 'auth.invalid');
    expect({ ...unknown.body, requestId: '' }).toEqual({ ...wrong.body, requestId: '' });
    expect(unknown.headers.get('set-cookie')).toBeNull();
  });

  test('fields of another type', async () => {
    for (const body of [
      {},
      { login: ORGANIZER.login },
      { login: [ORGANIZER.login], password: ORGANIZER.password },
      { login: ORGANIZER.login, password: { $ne: '' } },
    ])
      expectProblem(await app.anonymous.post(signIn, body), 400, 'request.invalid');
  });
});

describe('a sign-in', () => {
  test('by cookie: HttpOnly, of this site alone, and half a day long', async () => {
    const answer = await app.anonymous.post<SignInReply>(signIn, ORGANIZER);
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        principal: {
          kind: 'organizer',
          accountId: expect.any(String),
          login: ORGANIZER.login,
          name: ORGANIZER.login,
          role: 'owner',
          scope: 'all',
        },
      },
    ]);
    const [cookie] = answer.headers.getSetCookie() as [string];
    expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const hours = (Date.parse(/Expires=([^;]+)/.exec(cookie)![1]!) - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(12);
    expect((await app.anonymous.get<MeReply>(me, cookieOf(answer))).body).toEqual(answer.body);
  });

  test('each has an id of its own, and the one that came along is not taken over', async () => {
    const fixed = { cookie: `sid=${'A'.repeat(43)}` };
    const first = await app.anonymous.post(signIn, ORGANIZER, { ...fixed, origin: app.url });
    const second = await app.anonymous.post(signIn, ORGANIZER, { ...cookieOf(first), origin: app.url });
    expect(new Set([fixed.cookie, cookieOf(first).cookie, cookieOf(second).cookie]).size).toBe(3);
    expectProblem(await app.anonymous.get(me, fixed), 401, 'auth.ended');
  });

  test('by token, for programs, for 90 days; the login is compared without case', async () => {
    const answer = await app.anonymous.post<TokenReply>(tokens, {
      ...ORGANIZER,
      login: ORGANIZER.login.toUpperCase(),
      name: 'máy in danh sách',
    });
    expect([answer.status, answer.headers.get('set-cookie'), answer.headers.get('cache-control')]).toEqual([
      201,
      null,
      'no-store',
    ]);
    expect(answer.body).toEqual({
      id: expect.any(String),
      scopes: ['read', 'attendance:write', 'setup:write'],
      token: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: expect.any(String),
      principal: expect.objectContaining({ kind: 'organizer' }),
    });
    expect(Math.round((Date.parse(answer.body.expiresAt) - Date.now()) / 86_400_000)).toBe(90);
    expect((await app.anonymous.as(answer.body.token).get(me)).status).toBe(200);
    expect((await app.anonymous.get(me, { authorization: `bearer ${answer.body.token}` })).status).toBe(200);
  });

  test('lies in the database as a hash alone, and so does the password', async () => {
    const token = (await app.anonymous.post<TokenReply>(tokens, { ...ORGANIZER, name: 'x' })).body.token;
    const reader = app.app.get(Reader);
    const rows = [await reader.repo(SignInRow).find(), await reader.repo(AccountRow).find()];
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(rows)).not.toContain(ORGANIZER.password);
    expect(rows[1]).toEqual([
      expect.objectContaining({
        passwordHash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/),
      }),
    ]);
  });

  test('is over at its hour, remembered or not', async () => {
    const token = (await app.anonymous.post<TokenReply>(tokens, { ...ORGANIZER, name: 'x' })).body.token;
    const clock = app.app.get(Clock);
    const real = clock.now;
    expect((await app.anonymous.as(token).get(me)).status).toBe(200);
    clock.now = () => real.call(clock) + 91 * 86_400_000;
    const late = [await app.anonymous.as(token).get(me), await app.anonymous.as(token).get(me)];
    clock.now = real;
    for (const answer of late) expectProblem(answer, 401, 'auth.ended');
  });

  test('ends when its owner says so: at once, alone, and those who listen are told', async () => {
    const [gone, stays] = await Promise.all([
      app.anonymous.post<TokenReply>(tokens, { ...ORGANIZER, name: 'a' }),
      app.anonymous.post<TokenReply>(tokens, { ...ORGANIZER, name: 'b' }),
    ]);
    const told: AccessEnded[] = [];
    app.app.get(EventBus).on(AccessEnded, (event) => void told.push(event));
    expect((await app.anonymous.as(gone.body.token).get(me)).status).toBe(200);
    expect((await app.anonymous.as(gone.body.token).post(signOut)).status).toBe(200);
    expectProblem(await app.anonymous.as(gone.body.token).get(me), 401, 'auth.ended');
    expectProblem(await app.anonymous.as(gone.body.token).post(signOut), 401, 'auth.ended');
    expect((await app.anonymous.as(stays.body.token).get(me)).status).toBe(200);
    expect(told).toEqual([{ signInIds: [expect.any(String)], reason: 'signed-out' }]);
  });

  test('by cookie is cleared by signing out', async () => {
    const signedIn = cookieOf(await app.anonymous.post(signIn, ORGANIZER));
    const answer = await app.anonymous.post(signOut, undefined, { ...signedIn, origin: app.url });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
      200,
      expect.stringMatching(/^sid=; .*Expires=Thu, 01 Jan 1970/),
    ]);
    expectProblem(await app.anonymous.get(me, signedIn), 401, 'auth.ended');
  });

  test('outlives a restart', async () => {
    const own = await startTestApp();
    const restarted = await own.restart();
    try {
      expect((await new Client(restarted.url, own.organizer.token).get(me)).status).toBe(200);
    } finally {
      await restarted.stop();
    }
  });
});

describe('the first organizer', () => {
  const NOBODY = { ORGANIZER_LOGIN: '', ORGANIZER_PASSWORD: '' };

  test('is nobody else’s to make once there is one', async () => {
    expectProblem(
      await app.anonymous.post(setUp, {
        token: 'x'.repeat(43),
        login: 'intruder',
        password: 'mot-hai-ba-bon-nam',
        name: 'X',
      }),
      404,
      'setup.closed',
    );
    expect(app.setUpLink).toBeNull();
  });

  test('follows the environment: a new password there ends what was opened with the old one', async () => {
    const own = await startTestApp();
    const changed = await own.restart({ ORGANIZER_PASSWORD: 'doi-mat-ma-lan-hai-239' });
    try {
      expectProblem(await new Client(changed.url, own.organizer.token).get(me), 401, 'auth.ended');
      expectProblem(await changed.anonymous.post(signIn, ORGANIZER), 401, 'auth.invalid');
      expect(
        (await changed.anonymous.post(signIn, { ...ORGANIZER, password: 'doi-mat-ma-lan-hai-239' })).status,
      ).toBe(200);
    } finally {
      await changed.stop();
    }
  });

  test('a weak password in the environment keeps the service from starting', async () => {
    await expect(startTestApp({ ORGANIZER_PASSWORD: 'password123456' })).rejects.toMatchObject({
      faults: [expect.stringContaining('ORGANIZER_PASSWORD is too common')],
    });
  });

  test('comes by the one-time link, once', async () => {
    const own = await startTestApp(NOBODY);
    try {
      const link = own.setUpLink!;
      const token = /^http:\/\/127\.0\.0\.1:\d+\/organizer#set-up=([\w-]{43})$/.exec(link)![1]!;
      const body = { token, login: 'truong-ban', password: 'ba con trâu trắng', name: 'Trưởng ban' };
      expectProblem(await own.anonymous.post(setUp, { ...body, token: 'x'.repeat(43) }), 404, 'setup.closed');
      expectProblem(await own.anonymous.post(setUpCheck, { token: 'x'.repeat(43) }), 404, 'setup.closed');
      expectProblem(await own.anonymous.post(setUpCheck, {}), 400, 'request.invalid');
      expect(await own.anonymous.post(setUpCheck, { token })).toMatchObject({ status: 200, body: {} });
      for (const [password, code] of [
        ['matkhau123456', 'password.too-common'],
        ['ngắn quá', 'password.too-short'],
        ['quá dài '.repeat(17), 'password.too-long'],
      ] as const) {
        const refused = await own.anonymous.post<ProblemBody>(setUp, { ...body, password });
        expectProblem(refused, 422, 'auth.password-weak');
        expect(refused.body.errors).toEqual([{ path: 'password', code, message: PASSWORD_WEAKNESSES[code] }]);
      }
      const [won, ...lost] = (
        await Promise.all([1, 2, 3].map(() => own.anonymous.post<SignInReply>(setUp, body)))
      ).sort((a, b) => a.status - b.status);
      expect([won!.status, won!.body.principal]).toEqual([
        201,
        {
          kind: 'organizer',
          accountId: expect.any(String),
          login: 'truong-ban',
          name: 'Trưởng ban',
          role: 'owner',
          scope: 'all',
        },
      ]);
      for (const answer of lost) expectProblem(answer, 404, 'setup.closed');
      expectProblem(await own.anonymous.post(setUpCheck, { token }), 404, 'setup.closed');
      expect((await own.anonymous.get(me, cookieOf(won!))).status).toBe(200);
      expect(
        (await own.anonymous.post(signIn, { login: 'truong-ban', password: 'ba con trâu trắng' })).status,
      ).toBe(200);
    } finally {
      await own.stop();
    }
  });

  test('a new start without one makes a new link, and the old one is dead', async () => {
    const own = await startTestApp(NOBODY);
    const tokenOf = (link: string | null) => link!.split('set-up=')[1]!;
    const first = tokenOf(own.setUpLink);
    const again = await own.restart();
    try {
      expect(tokenOf(again.setUpLink)).not.toBe(first);
      expectProblem(
        await again.anonymous.post(setUp, {
          token: first,
          login: 'truong-ban',
          password: 'ba con trâu trắng',
          name: 'X',
        }),
        404,
        'setup.closed',
      );
    } finally {
      await again.stop();
    }
  });
});
