import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  faultOf,
  faultOfError,
  judgeAttempt,
  type Outcome,
  retryAfterOf,
  type Verdict,
} from './delivery.rules.js';

const NOW = Date.parse('2026-11-22T01:00:00.000Z');
const HOUR = 3_600_000;
const failed: Outcome = { status: 500, fault: 'status', retryAfter: null, ms: 3 };

/** A receiver that never takes it, as seen from the first attempt on. */
function history(random: () => number, outcome = failed): { waits: number[]; end: Verdict } {
  const waits: number[] = [];
  let now = NOW;
  for (let tries = 0; ; tries += 1) {
    const failingSince = tries === 0 ? null : NOW;
    const verdict = judgeAttempt(outcome, { tries, failingSince, now, random: random() });
    if (verdict.kind !== 'retry') return { waits, end: verdict };
    waits.push(verdict.at - now);
    now = verdict.at;
  }
}

describe('attempts', () => {
  it('come after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h, and then the webhook is off', () => {
    const { waits, end } = history(() => 0);
    const hours = [2, 5, 10, 14, 20, 24].map((n) => n * HOUR);
    expect(waits).toEqual([5_000, 300_000, 1_800_000, ...hours]);
    expect(end).toEqual({ kind: 'off', reason: 'failing' });
  });

  it('are put off by chance a tenth at most, and never come early', () => {
    const usual = history(() => 0).waits;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }),
        (given) => {
          const left = [...given];
          const { waits, end } = history(() => left.pop() ?? 0);
          expect(end.kind).toBe('off');
          waits.forEach((wait, nth) => {
            expect(wait).toBeGreaterThanOrEqual(usual[nth]!);
            expect(wait).toBeLessThanOrEqual(usual[nth]! * 1.1 + 1);
          });
        },
      ),
    );
  });

  it.each<[string, Partial<Outcome>, number, number | null, Verdict]>([
    ['that arrive are over', { fault: null, status: 204 }, 3, NOW - HOUR, { kind: 'delivered' }],
    ['answered 410 switch the webhook off', { status: 410 }, 0, null, { kind: 'off', reason: 'gone' }],
    [
      'wait as the receiver asks',
      { status: 503, retryAfter: 60_000 },
      0,
      null,
      { kind: 'retry', at: NOW + 60_000 },
    ],
    ['wait no less for it', { status: 429, retryAfter: 1_000 }, 1, NOW, { kind: 'retry', at: NOW + 300_000 }],
    ['wait a day for it at most', { retryAfter: 99 * HOUR }, 0, null, { kind: 'retry', at: NOW + 24 * HOUR }],
    ['end alone while others of the webhook arrive', {}, 9, NOW - HOUR, { kind: 'failed' }],
    ['end with the webhook after three days', {}, 2, NOW - 72 * HOUR, { kind: 'off', reason: 'failing' }],
    ['go on before that', {}, 2, NOW - 72 * HOUR + 1, { kind: 'retry', at: NOW + 1_800_000 }],
  ])('%s', (_, outcome, tries, failingSince, verdict) =>
    expect(judgeAttempt({ ...failed, ...outcome }, { tries, failingSince, now: NOW, random: 0 })).toEqual(
      verdict,
    ),
  );
});

describe('an answer', () => {
  it.each([
    [199, 'status'],
    [200, null],
    [299, null],
    [301, 'redirect'],
    [399, 'redirect'],
    [404, 'status'],
    [500, 'status'],
  ])('%i is %s', (status, fault) => expect(faultOf(status)).toBe(fault));

  it.each([
    [undefined, null],
    ['120', 120_000],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['Sun, 22 Nov 2026 01:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 00:00:00 GMT', 0],
  ])('with Retry-After %s waits %s ms', (header, ms) => expect(retryAfterOf(header, NOW)).toBe(ms));

  it.each([
    [Object.assign(new Error(), { name: 'TimeoutError' }), 'timeout'],
    [{ code: 'ETIMEDOUT' }, 'timeout'],
    [{ code: 'ENOTFOUND' }, 'unknown-host'],
    [{ code: 'ECONNREFUSED' }, 'unreachable'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate'],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'certificate'],
    [null, 'unreachable'],
  ])('that never came, %j, is %s', (fault, named) => expect(faultOfError(fault)).toBe(named));
});
