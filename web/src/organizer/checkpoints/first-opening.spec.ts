import { describe, expect, it } from '@jest/globals';
import { firstOpening } from './first-opening.js';

describe('a new checkpoint opens', () => {
  const conference = { startsOn: '2026-12-01', endsOn: '2026-12-02', timezone: 'Asia/Ho_Chi_Minh' };
  it.each([
    ['2026-11-20T03:00:00.000Z', '2026-12-01T07:30'],
    ['2026-11-30T16:59:00.000Z', '2026-12-01T07:30'],
    ['2026-11-30T17:00:00.000Z', '2026-12-01T00:00'],
    ['2026-12-01T01:05:00.000Z', '2026-12-01T08:05'],
    ['2026-12-02T16:59:00.000Z', '2026-12-02T23:59'],
    ['2026-12-03T01:00:00.000Z', '2026-12-01T07:30'],
  ])('at %s: %s', (now, opening) => expect(firstOpening(conference, Date.parse(now))).toBe(opening));
});
