import { describe, expect, it } from '@jest/globals';
import { ApiFault } from '../../shared/api.js';
import { mayPass, retryDelay } from './retry.js';

describe('an automatic retry', () => {
  it('comes soon, then later each time, and never stops', () =>
    expect([0, 1, 2, 3, 4, 50].map(retryDelay)).toEqual([3_000, 6_000, 12_000, 24_000, 30_000, 30_000]));
  it.each([
    [new ApiFault('network', 0), true],
    [new ApiFault('foreign', 200), true],
    [new ApiFault('server.not-ready', 503), true],
    [new ApiFault('request.timeout', 408), true],
    [new ApiFault('conference.not-found', 404), false],
    [new ApiFault('rate.limited', 429), false],
    [new ApiFault('auth.forbidden', 403), false],
    [null, false],
  ])('helps %s: %s', (fault, helps) => expect(mayPass(fault)).toBe(helps));
});
