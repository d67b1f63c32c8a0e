import { beforeEach, describe, expect, test } from '@jest/globals';
import { Problem } from '../platform/http/problem.js';
import { ADDRESS_LIMIT, CODES_LIMIT, SUBJECT_LIMIT } from './attempts.rules.js';
import { AttemptsService } from './attempts.service.js';

let attempts: AttemptsService;
/** Guesses that got as far as being compared. */
let compared: number;
beforeEach(() => {
  attempts = new AttemptsService();
  compared = 0;
});

const wrong = (): Promise<never> => {
  compared += 1;
  return Promise.reject(new Problem('auth.code-invalid'));
};
const right = (): Promise<string> => Promise.resolve('in');
/** The code of the problem, or what the work gave. */
const outcome = (attempt: Promise<unknown>): Promise<unknown> => attempt.catch((fault: unknown) => (fault as Problem).code);

describe('codes', () => {
  test('5,000 guesses from 50 addresses: most are never compared, and a person with a right code comes in meanwhile', async () => {
    for (let at = 0; at < 5_000; at += 1) await outcome(attempts.guard('trainee', `guess-${at}`, `203.0.113.${at % 50}`, wrong));
    expect(compared).toBeLessThanOrEqual(Math.min(50 * ADDRESS_LIMIT, CODES_LIMIT));
    expect(await outcome(attempts.guard('trainee', 'a-right-one', '198.51.100.1', right))).toBe('in');
    expect(await outcome(attempts.guard('trainee', 'a-right-one', '203.0.113.1', right))).toBe('rate.limited');
  });

  test('under attack a slip or two still pass from an address of its own', async () => {
    for (let at = 0; at < CODES_LIMIT; at += 1) await outcome(attempts.guard('pairing', `guess-${at}`, `10.0.${at >> 5}.1`, wrong));
    const own = (code: string) => outcome(attempts.guard('pairing', code, '198.51.100.2', wrong));
    expect([await own('slip-1'), await own('slip-2'), await own('slip-3'), await own('slip-4')]).toEqual([
      'auth.code-invalid',
      'auth.code-invalid',
      'auth.code-invalid',
      'rate.limited',
    ]);
  });

  test('those of a hall behind one address come in all at once', async () => {
    const hall = await Promise.all(Array.from({ length: 500 }, (_, at) => outcome(attempts.guard('trainee', `right-${at}`, '203.0.113.200', right))));
    expect(new Set(hall)).toEqual(new Set(['in']));
  });
});

describe('passwords', () => {
  test('strangers anywhere cannot lock an account: the right password comes in, a little later', async () => {
    for (let at = 0; at < SUBJECT_LIMIT; at += 1) await outcome(attempts.guard('password', 'ban-to-chuc', `10.1.${at}.1`, wrong));
    expect(await outcome(attempts.guard('password', 'ban-to-chuc', '198.51.100.3', right))).toBe('in');
  });

  test('a success wipes the slate of that login at that address', async () => {
    const attempt = (work: () => Promise<unknown>) => outcome(attempts.guard('password', 'ban-to-chuc', '198.51.100.4', work));
    for (const work of [wrong, wrong, wrong, right, wrong, wrong, wrong]) await attempt(work);
    expect(await attempt(right)).toBe('in');
  });

  test('what fails for another reason is nobody’s failed attempt', async () => {
    const broken = () => Promise.reject(new Problem('server.busy'));
    for (let at = 0; at < 10; at += 1) expect(await outcome(attempts.guard('password', 'ban-to-chuc', '198.51.100.5', broken))).toBe('server.busy');
    expect(await outcome(attempts.guard('password', 'ban-to-chuc', '198.51.100.5', right))).toBe('in');
  });
});
