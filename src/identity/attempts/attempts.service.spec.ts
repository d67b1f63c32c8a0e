import { beforeEach, describe, expect, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Clock } from '../../platform/clock/clock.js';
import { Problem } from '../../platform/http/problem.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { EventBus } from '../../platform/events/event-bus.js';
import type { AttemptKind } from './attempts.rules.js';
import { CODES_LIMIT, SUBJECT_LIMIT } from './attempts.rules.js';
import { AttemptsService, type GuessForm } from './attempts.service.js';
import type { CallersService } from './callers.service.js';
import type { SiteNetworks } from './site-networks.js';

const SITE = '192.0.2.50';
let attempts: AttemptsService;
let now: number;
/** Guesses that got as far as being compared. */
let compared: number;
/** For how long attempts were held back, in milliseconds. */
let pauses: number[];
class WithoutWaiting extends AttemptsService {
  protected override pause(milliseconds: number): Promise<void> {
    pauses.push(milliseconds);
    now += milliseconds;
    return Promise.resolve();
  }
}
Logger.overrideLogger(false);
beforeEach(() => {
  now = 1_000_000;
  const clock = { now: () => now } as Clock;
  const callers = { tagOf: (kind: AttemptKind, subject: string) => `${kind}/${subject}` } as CallersService;
  const networks = { isOne: (address: string): boolean => address === SITE } as Pick<
    SiteNetworks,
    'isOne'
  > as SiteNetworks;
  attempts = new WithoutWaiting(clock, callers, networks, new EventBus(), new Metrics());
  compared = 0;
  pauses = [];
});

const wrong = (): Promise<never> => {
  compared += 1;
  return Promise.reject(new Problem('auth.code-invalid'));
};
const right = (): Promise<string> => Promise.resolve('in');
/** The code of the problem, or what the work gave. */
const outcome = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.catch((fault: unknown) => (fault as Problem).code);
const attempt = (
  kind: AttemptKind,
  form: GuessForm,
  subject: string,
  address: string,
  work: () => Promise<unknown>,
  known: string | null = null,
) => outcome(attempts.guard({ kind, form, subject, caller: { address, known } }, work));
/** So many wrong ones from one address, one after another. */
async function fail(count: number, kind: AttemptKind, form: GuessForm, address: string): Promise<unknown[]> {
  const outcomes = [];
  for (let at = 0; at < count; at += 1)
    outcomes.push(await attempt(kind, form, `guess-${at}`, address, wrong));
  return outcomes;
}

describe('kinds of sign-in', () => {
  test('waiting passwords take no place from trainees of one address', async () => {
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const waiting = Array.from({ length: 2_400 }, (_, at) =>
      attempt('password', 'weak', `login-${at}`, `10.0.${at % 4}.1`, () => held),
    );
    const trainees = Array.from({ length: 20 }, (_, at) =>
      attempt('trainee', 'strong', `code-${at}`, '203.0.113.1', right),
    );
    expect(await Promise.all(trainees)).toEqual(Array(20).fill('in'));
    letGo();
    await Promise.all(waiting);
  });

  test.each(['password', 'pairing', 'trainee', 'view', 'set-up'] as const)(
    '200 failures by %s leave every other kind open at the same address',
    async (kind) => {
      await Promise.all(
        Array.from({ length: 200 }, (_, at) =>
          attempt(kind, kind === 'password' ? 'weak' : 'strong', `guess-${at}`, '203.0.113.1', wrong),
        ),
      );
      for (const other of ['password', 'pairing', 'trainee', 'view', 'set-up'] as const)
        if (other !== kind)
          expect([other, await attempt(other, 'weak', 'a-right-one', '203.0.113.1', right)]).toEqual([
            other,
            'in',
          ]);
    },
  );
});

describe('codes', () => {
  test('500 mistyped ones with a wrong check character lock nobody out', async () => {
    expect(new Set(await fail(500, 'trainee', 'typo', '203.0.113.2'))).toEqual(
      new Set(['auth.code-invalid']),
    );
    expect(await attempt('trainee', 'weak', 'HV-0001', '203.0.113.2', right)).toBe('in');
    expect(await attempt('trainee', 'strong', 'a-right-one', '203.0.113.2', right)).toBe('in');
  });

  test('a right generated code passes at an address over its limit, and wrong ones do not', async () => {
    expect((await fail(61, 'trainee', 'strong', '203.0.113.3')).slice(-2)).toEqual([
      'auth.code-invalid',
      'rate.limited',
    ]);
    expect(await attempt('trainee', 'strong', 'a-right-one', '203.0.113.3', right)).toBe('in');
  });

  test('at most 50 wrong ones a second are compared for addresses over their limit', async () => {
    for (const address of ['203.0.113.4', '203.0.113.5']) await fail(60, 'pairing', 'strong', address);
    compared = 0;
    for (const address of ['203.0.113.4', '203.0.113.5']) await fail(500, 'pairing', 'strong', address);
    expect(compared).toBe(50);
    now += 1_000;
    expect(await attempt('pairing', 'strong', 'a-right-one', '203.0.113.4', right)).toBe('in');
  });

  test('of an office wait one second past sixty wrong ones, and later up to ten', async () => {
    await fail(60, 'trainee', 'weak', '203.0.113.6');
    expect(pauses).toEqual([]);
    expect(await attempt('trainee', 'weak', 'HV-0001', '203.0.113.6', right)).toBe('in');
    expect(pauses).toEqual([1_000]);
    const refusals: number[] = [];
    const guess = (): Promise<unknown> =>
      attempts.guard(
        { kind: 'trainee', form: 'weak', subject: 'x', caller: { address: '203.0.113.6', known: null } },
        wrong,
      );
    while (compared < 160) {
      const { code, retryAfterSeconds = 0 } = (await guess().catch((fault: unknown) => fault)) as Problem;
      if (code !== 'rate.limited') continue;
      refusals.push(retryAfterSeconds);
      now += retryAfterSeconds * 1_000;
    }
    expect([refusals.length > 80, Math.min(...refusals), Math.max(...refusals)]).toEqual([true, 2, 10]);
    now += 10_000;
    expect(await attempt('trainee', 'weak', 'HV-0001', '203.0.113.6', right)).toBe('in');
  });

  test('a guessing address gets 60 and then one in ten seconds: below 9,000 a day', async () => {
    await fail(60, 'trainee', 'weak', '203.0.113.7');
    const begun = now;
    compared = 0;
    while (now - begun < 24 * 3_600_000) {
      now += 3_500;
      await attempt('trainee', 'weak', `guess ${now}`, '203.0.113.7', wrong);
    }
    expect(compared).toBeGreaterThan(5_000);
    expect(compared).toBeLessThan(9_000);
  });

  test('a browser with its own code is not counted with its address', async () => {
    await fail(70, 'trainee', 'strong', '203.0.113.8');
    expect(await attempt('trainee', 'weak', 'HV-0001', '203.0.113.8', right, 'trainee/HV-0001')).toBe('in');
    expect(await attempt('password', 'weak', 'ban-to-chuc', '203.0.113.8', right, 'trainee/HV-0001')).toBe(
      'in',
    );
  });

  test('a browser known by another code has no more guesses than a stranger', async () => {
    await fail(60, 'trainee', 'strong', '203.0.113.9');
    compared = 0;
    for (let at = 0; at < 20; at += 1)
      expect(await attempt('trainee', 'strong', `guess-${at}`, '203.0.113.9', wrong, 'trainee/HV-0001')).toBe(
        'rate.limited',
      );
  });

  test('few of 5,000 guesses from 50 addresses are compared, and right codes pass everywhere', async () => {
    for (let at = 0; at < 5_000; at += 1)
      await attempt('trainee', 'strong', `guess-${at}`, `203.0.114.${at % 50}`, wrong);
    expect(compared).toBeLessThanOrEqual(50 * 60 + 50);
    now += 1_000;
    expect(await attempt('trainee', 'strong', 'a-right-one', '198.51.100.1', right)).toBe('in');
    expect(await attempt('trainee', 'strong', 'a-right-one', '203.0.114.1', right)).toBe('in');
  });

  test('an office with twenty typos signs in while wrong codes arrive from everywhere', async () => {
    for (let at = 0; at < CODES_LIMIT + 500; at += 1)
      await attempt('trainee', 'weak', `guess-${at}`, `10.${at >> 8}.${at & 255}.1`, wrong);
    expect(new Set(await fail(20, 'trainee', 'weak', '198.51.100.2'))).toEqual(
      new Set(['auth.code-invalid']),
    );
    expect(await attempt('trainee', 'weak', 'HV-0001', '198.51.100.2', right)).toBe('in');
    expect(new Set(await fail(60, 'trainee', 'weak', SITE))).toEqual(new Set(['auth.code-invalid']));
    expect(pauses).toEqual([1_000]);
    expect(await attempt('pairing', 'strong', 'a-right-one', '198.51.100.2', right)).toBe('in');
  });

  test('a hall behind one address signs in at once', async () => {
    const hall = await Promise.all(
      Array.from({ length: 500 }, (_, at) =>
        attempt('trainee', 'weak', `right-${at}`, '203.0.113.200', right),
      ),
    );
    expect(new Set(hall)).toEqual(new Set(['in']));
  });

  test('attempts under way are counted', async () => {
    await Promise.all(
      Array.from({ length: 500 }, (_, at) =>
        attempt('trainee', 'strong', `guess-${at}`, '203.0.113.10', wrong),
      ),
    );
    expect(compared).toBeLessThanOrEqual(60 + 5 + 50);
  });
});

describe('passwords', () => {
  test('strangers cannot lock an account: the right password passes after a short wait', async () => {
    for (let at = 0; at < SUBJECT_LIMIT; at += 1)
      await attempt('password', 'weak', 'ban-to-chuc', `10.1.${at}.1`, wrong);
    expect(await attempt('password', 'weak', 'ban-to-chuc', '198.51.100.3', right)).toBe('in');
  });

  test('a stranger at the same address cannot lock out a known browser', async () => {
    for (let at = 0; at < 10; at += 1)
      await attempt('password', 'weak', 'ban-to-chuc', '198.51.100.6', wrong);
    expect(await attempt('password', 'weak', 'ban-to-chuc', '198.51.100.6', right)).toBe('rate.limited');
    expect(
      await attempt('password', 'weak', 'ban-to-chuc', '198.51.100.6', right, 'password/ban-to-chuc'),
    ).toBe('in');
  });

  test('a known browser still waits longer and longer after its own wrong passwords', async () => {
    const known = (work: () => Promise<unknown>) =>
      attempt('password', 'weak', 'ban-to-chuc', '198.51.100.7', work, 'password/ban-to-chuc');
    for (let at = 0; at < 4; at += 1) await known(wrong);
    expect(await known(right)).toBe('rate.limited');
  });

  test('a success resets the count of that login at that address', async () => {
    const own = (work: () => Promise<unknown>) =>
      attempt('password', 'weak', 'ban-to-chuc', '198.51.100.4', work);
    for (const work of [wrong, wrong, wrong, right, wrong, wrong, wrong]) await own(work);
    expect(await own(right)).toBe('in');
  });

  test('a failure for another reason is no failed attempt', async () => {
    const broken = () => Promise.reject(new Problem('server.busy'));
    for (let at = 0; at < 70; at += 1)
      expect(await attempt('password', 'weak', 'ban-to-chuc', '198.51.100.5', broken)).toBe('server.busy');
    expect(await attempt('password', 'weak', 'ban-to-chuc', '198.51.100.5', right)).toBe('in');
  });
});
