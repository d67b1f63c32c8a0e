import { describe, expect, it } from '@jest/globals';
import { delayUntil, LONGEST_DELAY } from './timer-delay.js';

const NOW = Date.parse('2026-11-22T01:00:00.000Z');

describe('the delay of a timer', () => {
  it.each([
    ['is the time until then', NOW + 5_000, 5_000],
    ['is the least for what has passed', NOW - 5_000, 100],
    ['is one that Node takes, however late then is', Date.parse('2099-01-01T00:00:00.000Z'), LONGEST_DELAY],
    ['is one that Node takes where there is no then', Infinity, LONGEST_DELAY],
  ])('%s', (_, at, expected) => expect(delayUntil(at, NOW, 100)).toBe(expected));
});
