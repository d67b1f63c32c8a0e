import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CLOCK_OFFSET_LIMIT } from './attendance.js';
import { byLatest, CLOCK_AHEAD_LIMIT, type Dated, happenedAt, isClockAhead, trueTime } from './true-time.js';

const NOW = Date.UTC(2026, 10, 22, 1);
const HOUR = 3_600_000;
const instant = (ms: number): string => new Date(ms).toISOString();
/** Of a device whose clock shows NOW plus `by`, received at NOW. */
const shows = (by: number, clockOffset: number | null = null): Dated => ({
  id: 'e',
  recordedAt: instant(NOW + by),
  clockOffset,
  receivedAt: instant(NOW),
  deviceId: null,
  deviceSeq: null,
});

describe('when an act happened', () => {
  it.each<[string, Dated, number]>([
    ['a right clock', shows(-1_000), NOW - 1_000],
    ['a slow clock whose offset is known', shows(-3 * HOUR, -3 * HOUR), NOW],
    ['a slow clock whose offset is not known', shows(-3 * HOUR), NOW - 3 * HOUR],
    ['a fast clock whose offset is known', shows(24 * HOUR - 5_000, 24 * HOUR), NOW - 5_000],
    ['a fast clock whose offset is not known', shows(24 * HOUR), NOW],
    ['a clock that jumped ahead after it was measured', shows(24 * HOUR, 0), NOW],
    ['a clock that jumped back after it was measured', shows(0, 24 * HOUR), NOW - 24 * HOUR],
    ['ten years before the arrival', shows(-CLOCK_OFFSET_LIMIT), NOW - CLOCK_OFFSET_LIMIT],
    ['more than ten years before the arrival', shows(-CLOCK_OFFSET_LIMIT - 1), NOW],
    ['the year 9999', { ...shows(0), recordedAt: '9999-12-31T23:59:59.999Z' }, NOW],
    ['the year 1', { ...shows(0), recordedAt: '0001-01-01T00:00:00.000Z' }, NOW],
    ['not received yet', { ...shows(24 * HOUR), receivedAt: null }, NOW + 24 * HOUR],
  ])('is told of %s', (_, entry, time) => {
    expect(trueTime(entry)).toBe(time);
    expect(happenedAt(entry)).toBe(instant(time));
  });

  it.each<[string, Dated, boolean]>([
    ['a day ahead', shows(CLOCK_AHEAD_LIMIT), false],
    ['a day and a millisecond ahead', shows(CLOCK_AHEAD_LIMIT + 1), true],
    ['a week ahead, as is known', shows(7 * CLOCK_AHEAD_LIMIT, 7 * CLOCK_AHEAD_LIMIT), false],
    ['a week ahead, an hour as was known', shows(7 * CLOCK_AHEAD_LIMIT, HOUR), true],
    ['the year 9999', { ...shows(0), recordedAt: '9999-12-31T23:59:59.999Z' }, true],
    ['a right clock that is said to be two days slow', shows(0, -2 * CLOCK_AHEAD_LIMIT), false],
    ['a day ahead, after three hours behind were measured', shows(CLOCK_AHEAD_LIMIT - 1, -3 * HOUR), false],
    ['two days ahead, after three hours behind were measured', shows(2 * CLOCK_AHEAD_LIMIT, -3 * HOUR), true],
    ['a year ago', shows(-365 * CLOCK_AHEAD_LIMIT), false],
    ['the year 1', { ...shows(0), recordedAt: '0001-01-01T00:00:00.000Z' }, false],
  ])('is refused or not: %s', (_, entry, isAhead) => {
    expect(isClockAhead(entry, instant(NOW))).toBe(isAhead);
  });
});

const anyDated: fc.Arbitrary<Dated> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  recordedAt: fc.constantFrom(-20 * 365 * 24, -3, 0, 1, 24, 48).map((hours) => instant(NOW + hours * HOUR)),
  clockOffset: fc.constantFrom(null, 0, -3 * HOUR, 24 * HOUR),
  receivedAt: fc.constantFrom(null, instant(NOW), instant(NOW + HOUR)),
  deviceId: fc.constant(null),
  deviceSeq: fc.constant(null),
});

describe('the order of acts, for any clocks', () => {
  it('is one order: nothing is later than what is later than it', () => {
    fc.assert(
      fc.property(anyDated, anyDated, anyDated, (a, b, c) => {
        expect(Math.sign(byLatest(a, b))).toBe(-Math.sign(byLatest(b, a)) + 0);
        if (byLatest(a, b) <= 0 && byLatest(b, c) <= 0) expect(byLatest(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 5_000 },
    );
  });
  it('puts nothing after its arrival', () => {
    fc.assert(
      fc.property(anyDated, (one) =>
        expect(one.receivedAt === null || happenedAt(one) <= one.receivedAt).toBe(true),
      ),
    );
  });
});
