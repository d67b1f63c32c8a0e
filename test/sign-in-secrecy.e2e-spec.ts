import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { AccessService } from '../src/identity/sign-ins/access.service.js';
import { AttemptsService } from '../src/identity/attempts/attempts.service.js';
import { OrganizersService } from '../src/identity/accounts/organizers.service.js';
import { Passwords } from '../src/identity/accounts/passwords.js';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { Problem } from '../src/platform/http/problem.js';
import { ORGANIZER, startTestApp, type TestApp } from './support/app.js';

const WRONG = 'wrong-wrong-wrong';
let app: TestApp;
beforeAll(async () => void (app = await startTestApp({ TRUST_PROXY: '127.0.0.1' })));
afterAll(() => app.stop());
afterEach(() => void jest.restoreAllMocks());

const attempt = (login: string, password: string, address: string, headers: Record<string, string> = {}) =>
  app.anonymous.post<ProblemBody>(
    pathTo(ROUTES.signIn),
    { login, password },
    { 'x-forwarded-for': address, origin: app.url, ...headers },
  );
const told = ({ status, headers, body }: Awaited<ReturnType<typeof attempt>>): unknown => [
  status,
  [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)),
  { ...body, requestId: '' },
];

/** Whether a guesser has to wait after some wrong passwords. */
async function slowsDown(address: string): Promise<boolean> {
  for (let at = 0; at < 4; at += 1) await attempt(ORGANIZER.login, WRONG, address);
  return (await attempt(ORGANIZER.login, WRONG, address)).status === 429;
}
/** Whether a login that exists can be told from one that does not, by the answer. */
async function tellsLogins(address: string): Promise<boolean> {
  const answers = [
    await attempt(ORGANIZER.login, WRONG, address),
    await attempt('nobody-here', WRONG, address),
  ];
  return JSON.stringify(told(answers[0]!)) !== JSON.stringify(told(answers[1]!));
}
/** How many passwords are hashed for a wrong one of a login that exists, and of one that does not. */
async function hashed(address: string): Promise<number[]> {
  const passwords = app.app.get(Passwords) as unknown as {
    inTurn(work: () => Promise<unknown>): Promise<unknown>;
  };
  const work = jest.spyOn(passwords, 'inTurn');
  await attempt(ORGANIZER.login, WRONG, address);
  const known = work.mock.calls.length;
  await attempt('nobody-here', WRONG, address);
  return [known, work.mock.calls.length - known];
}
/** Whether a sign-in takes over the session id that came along. */
async function takesOver(address: string): Promise<boolean> {
  const given = 'A'.repeat(43);
  const answer = await attempt(ORGANIZER.login, ORGANIZER.password, address, { cookie: `sid=${given}` });
  return answer.headers.getSetCookie()[0]!.includes(given);
}

describe('a sign-in by password', () => {
  test('slows a guesser down', async () => expect(await slowsDown('198.51.100.20')).toBe(true));
  test('answers a wrong password and an unknown login alike', async () =>
    expect(await tellsLogins('198.51.100.21')).toBe(false));
  test('hashes one password for a known and for an unknown login', async () =>
    expect(await hashed('198.51.100.22')).toEqual([1, 1]));
  test('takes over no session id', async () => expect(await takesOver('198.51.100.23')).toBe(false));
});

describe('canaries', () => {
  test('a service that counts nothing does not slow down', async () => {
    jest.spyOn(app.app.get(AttemptsService), 'guard').mockImplementation((_, work) => work());
    expect(await slowsDown('198.51.100.30')).toBe(false);
  });
  test('another answer for an unknown login is seen', async () => {
    const organizers = app.app.get(OrganizersService);
    const signIn = organizers.signIn.bind(organizers);
    jest
      .spyOn(organizers, 'signIn')
      .mockImplementation((login, ...rest) =>
        login === 'nobody-here'
          ? Promise.reject(new Problem('auth.invalid', 'No such login'))
          : signIn(login, ...rest),
      );
    expect(await tellsLogins('198.51.100.31')).toBe(true);
  });
  test('an unknown login that is answered without a hash is seen', async () => {
    const passwords = app.app.get(Passwords);
    const isRight = passwords.isRight.bind(passwords);
    jest
      .spyOn(passwords, 'isRight')
      .mockImplementation((password, hash) =>
        hash === undefined ? Promise.resolve(false) : isRight(password, hash),
      );
    expect(await hashed('198.51.100.32')).toEqual([1, 0]);
  });
  test('a session id that is taken over is seen', async () => {
    const access = app.app.get(AccessService);
    const setCookie = access.setCookie.bind(access);
    jest
      .spyOn(access, 'setCookie')
      .mockImplementation((reply, _, expiresAt) => setCookie(reply, 'A'.repeat(43), expiresAt));
    expect(await takesOver('198.51.100.33')).toBe(true);
  });
});
