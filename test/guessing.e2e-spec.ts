import { afterEach, describe, expect, test } from '@jest/globals';
import type { ProblemBody } from '../src/contract/problem.js';
import type { Participant } from '../src/contract/participant.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { Clock } from '../src/platform/clock/clock.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';
import type { Answer } from './support/client.js';
import { inTens, mistyped, tryCode } from './support/codes.js';
import { expectProblem } from './support/expect-problem.js';
import { made, makeHall, pair } from './support/hall.js';

const signIn = pathTo(ROUTES.signIn);
const WRONG = 'wrong-wrong-wrong';
let app: TestApp;
afterEach(() => app.stop());

/** The clock stands still: on a slow machine nobody gets room again while the others come in. */
const begin = async (env: Record<string, string> = { TRUST_PROXY: '127.0.0.1' }): Promise<void> => {
  app = await startTestApp(env);
  const clock = app.app.get(Clock);
  const now = clock.now();
  clock.now = () => now;
};
const attempt = (login: string, password: string, address: string, headers: Record<string, string> = {}) =>
  app.anonymous.post<ProblemBody>(signIn, { login, password }, { 'x-forwarded-for': address, ...headers });
const statuses = (answers: Answer<unknown>[]): number[] =>
  [...new Set(answers.map(({ status }) => status))].sort();
const cookiesOf = (answer: Answer<unknown>): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describe('guessing passwords', () => {
  test('slows down one account at one address, its right password too, and no other', async () => {
    await begin();
    for (let at = 0; at < 4; at += 1)
      expectProblem(await attempt(ORGANIZER.login, WRONG, '198.51.100.1'), 401, 'auth.invalid');
    const limited = await attempt(ORGANIZER.login, ORGANIZER.password, '198.51.100.1');
    expectProblem(limited, 429, 'rate.limited');
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await attempt(ORGANIZER.login, ORGANIZER.password, '198.51.100.2')).status).toBe(200);
    expectProblem(await attempt('somebody-else', WRONG, '198.51.100.1'), 401, 'auth.invalid');
  });

  test('slows down an address after sixty failures, except browsers known there', async () => {
    await begin();
    const here = (login: string, password: string) => attempt(login, password, '203.0.113.9');
    expect((await here(ORGANIZER.login, ORGANIZER.password)).status).toBe(200);
    for (let at = 0; at < 60; at += 1) expectProblem(await here(`guess-${at}`, WRONG), 401, 'auth.invalid');
    const limited = await here('guess-60', WRONG);
    expectProblem(limited, 429, 'rate.limited');
    expect(Number(limited.headers.get('retry-after'))).toBeLessThanOrEqual(10);
    expect((await here(ORGANIZER.login, ORGANIZER.password)).status).toBe(200);
  });

  test('counts attempts that are still under way', async () => {
    await begin();
    const burst = await Promise.all(Array.from({ length: 20 }, () => attempt('burst', WRONG, '192.0.2.1')));
    expect(burst.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
    expect(burst.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
  });

  test('a stranger at the same address does not lock out a browser that signed in before', async () => {
    await begin();
    const before = await attempt(ORGANIZER.login, ORGANIZER.password, '198.51.100.8');
    const cookie = cookiesOf(before);
    for (let at = 0; at < 5; at += 1) await attempt(ORGANIZER.login, WRONG, '198.51.100.9');
    const again = (cookies: string) =>
      attempt(ORGANIZER.login, ORGANIZER.password, '198.51.100.9', { cookie: cookies, origin: app.url });
    expectProblem(await again('known-password=abc'), 429, 'rate.limited');
    expectProblem(
      await again(cookie.replace(/(known-password=\w+\.)\w/, '$10').replace(/.$/, 'x')),
      429,
      'rate.limited',
    );
    expect((await again(cookie)).status).toBe(200);
    expect(before.headers.getSetCookie()[1]).toMatch(
      /^known-password=[\w.]+; Path=\/api\/v1\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(cookie).not.toContain(ORGANIZER.login);
  });
});

describe('codes', () => {
  test('60 people with one typo each keep out nobody', async () => {
    await begin();
    const { sites, people } = await makeHall(app.organizer, { sites: 1, people: 60 });
    const { code } = made(await app.organizer.post<{ code: string }>(pathTo(ROUTES.pairings, sites[0]!.id)));
    const office = { 'x-forwarded-for': '203.0.113.20' };
    expect(
      statuses(await inTens(60, (at) => tryCode(app, mistyped(people[0]![at]!.code!), '203.0.113.20'))),
    ).toEqual([401]);
    expect(statuses(await inTens(60, (at) => tryCode(app, people[0]![at]!.code!, '203.0.113.20')))).toEqual([
      201,
    ]);
    expect((await attempt(ORGANIZER.login, ORGANIZER.password, '203.0.113.20')).status).toBe(200);
    expect((await app.anonymous.post(pathTo(ROUTES.pair), { code, deviceName: 'PC' }, office)).status).toBe(
      201,
    );
    expect(
      (await app.anonymous.post(pathTo(ROUTES.setUpCheck), { token: 'x'.repeat(43) }, office)).status,
    ).toBe(404);
  });

  test('wrong codes of one kind beyond its limit do not block another kind', async () => {
    await begin();
    const { sites, people } = await makeHall(app.organizer, { sites: 1, people: 1 });
    const { code } = made(await app.organizer.post<{ code: string }>(pathTo(ROUTES.pairings, sites[0]!.id)));
    const from = { 'x-forwarded-for': '203.0.113.21' };
    const wrong = [
      [ROUTES.pair, (at: number) => ({ code: `000000${1000 + at}`, deviceName: 'PC' })],
      [ROUTES.view, (at: number) => ({ token: String(at).padStart(43, 'x') })],
      [ROUTES.setUpCheck, (at: number) => ({ token: String(at).padStart(43, 'x') })],
      [ROUTES.signIn, (at: number) => ({ login: `guess-${at}`, password: WRONG })],
    ] as const;
    for (const [route, body] of wrong)
      expect([
        route,
        statuses(await inTens(80, (at) => app.anonymous.post(pathTo(route), body(at), from))),
      ]).toEqual([route, [route === ROUTES.setUpCheck ? 404 : 401, 429]]);
    expect((await tryCode(app, people[0]![0]!.code!, '203.0.113.21')).status).toBe(201);
    expect((await app.anonymous.post(pathTo(ROUTES.pair), { code, deviceName: 'PC' }, from)).status).toBe(
      201,
    );
    expect((await tryCode(app, 'HV-0001', '203.0.113.21')).status).toBe(401);
  });

  test('an office with typos signs in while 2,050 wrong codes arrive from elsewhere', async () => {
    await begin();
    const { people } = await makeHall(app.organizer, { sites: 1, people: 10 });
    await inTens(2_050, (at) => tryCode(app, `SAI-${at}`, `10.9.${at % 80}.1`));
    const typos = await inTens(6, (at) => tryCode(app, `GO-NHAM-${at}`, '203.0.113.22'));
    expect(statuses(typos)).toEqual([401]);
    expect(statuses(await inTens(10, (at) => tryCode(app, people[0]![at]!.code!, '203.0.113.22')))).toEqual([
      201,
    ]);
    expect((await attempt(ORGANIZER.login, ORGANIZER.password, '203.0.113.22')).status).toBe(200);
  });
});

describe('different people opened from one address', () => {
  const csv = (count: number): string =>
    [
      'code,fullName,siteCode',
      ...Array.from({ length: count }, (_, at) => `HV${1000 + at},Người ${at},S000`),
    ].join('\n');
  const open = (from: number, count: number, address: string) =>
    inTens(count, (at) => tryCode(app, `HV${1000 + from + at}`, address));

  test('a site of 50 with sequential codes signs in, and enumeration of a list is stopped', async () => {
    await begin();
    const { conference } = await makeHall(app.organizer, { sites: 1, people: 0 });
    made(
      await app.organizer.upload(pathTo(ROUTES.participantImport, conference.id), {
        name: 'a.csv',
        content: csv(200),
      }),
    );
    expect(statuses(await open(0, 50, '203.0.113.30'))).toEqual([201]);
    expect(statuses(await open(0, 50, '203.0.113.30'))).toEqual([201]);
    const opened = (await open(0, 200, '203.0.113.31')).filter(({ status }) => status === 201).length;
    expect(opened).toBe(55);
    const [right, wrong] = [
      await tryCode<ProblemBody>(app, 'HV1199', '203.0.113.31'),
      await tryCode<ProblemBody>(app, 'HV9999', '203.0.113.31'),
    ];
    expectProblem(right, 429, 'rate.limited');
    expect({ ...wrong.body, requestId: '' }).toEqual({ ...right.body, requestId: '' });
    expect(Number(right.headers.get('retry-after'))).toBeLessThanOrEqual(10);
    expect(statuses(await open(0, 50, '203.0.113.32'))).toEqual([201]);
  });

  test('a paired console lets a whole hall sign in, until it is revoked', async () => {
    await begin();
    const { conference, sites } = await makeHall(app.organizer, { sites: 1, people: 0 });
    made(
      await app.organizer.upload(pathTo(ROUTES.participantImport, conference.id), {
        name: 'a.csv',
        content: csv(300),
      }),
    );
    const { token, deviceId } = await pair(app.organizer, sites[0]!.id);
    expect(
      (await app.anonymous.as(token).get(pathTo(ROUTES.me), { 'x-forwarded-for': '203.0.113.40' })).status,
    ).toBe(200);
    expect(statuses(await open(0, 200, '203.0.113.40'))).toEqual([201]);
    expect((await app.organizer.delete(pathTo(ROUTES.device, deviceId))).status).toBe(204);
    expect(statuses(await open(200, 100, '203.0.113.40'))).toEqual([201, 429]);
  });

  test('a console vouches for nobody behind a proxy that TRUST_PROXY does not name', async () => {
    await begin({});
    const { conference, sites } = await makeHall(app.organizer, { sites: 1, people: 0 });
    made(
      await app.organizer.upload(pathTo(ROUTES.participantImport, conference.id), {
        name: 'a.csv',
        content: csv(200),
      }),
    );
    const from = { 'x-forwarded-for': '203.0.113.70' };
    const { code } = made(await app.organizer.post<{ code: string }>(pathTo(ROUTES.pairings, sites[0]!.id)));
    const { token } = made(
      await app.anonymous.post<{ token: string }>(pathTo(ROUTES.pair), { code, deviceName: 'PC' }, from),
    );
    expect((await app.anonymous.as(token).get(pathTo(ROUTES.me), from)).status).toBe(200);
    const opened = (await open(0, 100, '203.0.113.71')).filter(({ status }) => status === 201).length;
    expect(opened).toBe(55);
  });

  test('a browser signs in again with its own code, however many others did', async () => {
    await begin();
    const { conference } = await makeHall(app.organizer, { sites: 1, people: 0 });
    made(
      await app.organizer.upload(pathTo(ROUTES.participantImport, conference.id), {
        name: 'a.csv',
        content: csv(200),
      }),
    );
    const first = await tryCode<{ participant: Participant }>(app, 'HV1199', '203.0.113.50');
    expect(first.status).toBe(201);
    await open(0, 100, '203.0.113.51');
    expect((await tryCode(app, 'HV1199', '203.0.113.51')).status).toBe(429);
    const known = { cookie: cookiesOf(first), origin: app.url };
    expect((await tryCode(app, 'HV1199', '203.0.113.51', known)).status).toBe(201);
    expect((await tryCode(app, 'HV1198', '203.0.113.51', known)).status).toBe(429);
  });
});
