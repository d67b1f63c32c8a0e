import { describe, expect, test } from '@jest/globals';
import type { ProblemBody } from '../src/contract/problem.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { ORGANIZER, startTestApp } from './support/app.js';
import { expectProblem } from './support/expect-problem.js';

const signIn = pathTo(ROUTES.signIn);

describe('guessing', () => {
  test('one account from one place has to wait longer and longer; a right password then waits too, others do not', async () => {
    const own = await startTestApp({ TRUST_PROXY: '127.0.0.1' });
    const attempt = (login: string, password: string, address: string) =>
      own.anonymous.post<ProblemBody>(signIn, { login, password }, { 'x-forwarded-for': address });
    try {
      for (let at = 0; at < 4; at += 1) expectProblem(await attempt(ORGANIZER.login, 'wrong-wrong-wrong', '198.51.100.1'), 401, 'auth.invalid');
      const limited = await attempt(ORGANIZER.login, ORGANIZER.password, '198.51.100.1');
      expectProblem(limited, 429, 'rate.limited');
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect((await attempt(ORGANIZER.login, ORGANIZER.password, '198.51.100.2')).status).toBe(200);
      expectProblem(await attempt('somebody-else', 'wrong-wrong-wrong', '198.51.100.1'), 401, 'auth.invalid');
    } finally {
      await own.stop();
    }
  });

  test('an address is refused after sixty failures, but not those who have signed in there before', async () => {
    const own = await startTestApp({ TRUST_PROXY: '127.0.0.1' });
    const attempt = (login: string, password: string) => own.anonymous.post<ProblemBody>(signIn, { login, password }, { 'x-forwarded-for': '203.0.113.9' });
    try {
      expect((await attempt(ORGANIZER.login, ORGANIZER.password)).status).toBe(200);
      for (let at = 0; at < 60; at += 1) expectProblem(await attempt(`guess-${at}`, 'wrong-wrong-wrong'), 401, 'auth.invalid');
      expectProblem(await attempt('guess-60', 'wrong-wrong-wrong'), 429, 'rate.limited');
      expect((await attempt(ORGANIZER.login, ORGANIZER.password)).status).toBe(200);
    } finally {
      await own.stop();
    }
  });

  test('a burst is counted while it lasts', async () => {
    const own = await startTestApp({ TRUST_PROXY: '127.0.0.1' });
    try {
      const burst = await Promise.all(
        Array.from({ length: 20 }, () => own.anonymous.post(signIn, { login: 'burst', password: 'wrong-wrong-wrong' }, { 'x-forwarded-for': '192.0.2.1' })),
      );
      expect(burst.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
      expect(burst.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(10);
    } finally {
      await own.stop();
    }
  });
});
