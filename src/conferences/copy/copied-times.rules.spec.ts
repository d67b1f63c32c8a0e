import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { wallTimeOf } from '../../contract/zoned-time.js';
import { daysBetween, movedDay, movedInstant, movedSpan } from './copied-times.rules.js';

const ZONES = [
  'Asia/Ho_Chi_Minh',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
];
const instants = fc
  .date({ min: new Date('1985-01-01'), max: new Date('2080-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const days = fc.integer({ min: -4_000, max: 4_000 });
const zones = fc.constantFrom(...ZONES);
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (fault) {
    return (fault as { code?: string }).code;
  }
};

describe('a time of the copy', () => {
  test.each([
    ['a week later', '2026-11-22T01:00:00.000Z', 7, 'Asia/Ho_Chi_Minh', null, '2026-11-29T01:00:00.000Z'],
    [
      'from winter to summer',
      '2026-03-01T07:30:00.000Z',
      60,
      'Europe/Berlin',
      null,
      '2026-04-30T06:30:00.000Z',
    ],
    [
      'from summer to winter',
      '2026-07-01T06:30:00.000Z',
      180,
      'Europe/Berlin',
      null,
      '2026-12-28T07:30:00.000Z',
    ],
    ['an earlier year', '2026-07-01T06:30:00.000Z', -365, 'Europe/Berlin', null, '2025-07-01T06:30:00.000Z'],
    ['to another zone', '2026-11-22T01:00:00.000Z', 0, 'Asia/Ho_Chi_Minh', 'UTC', '2026-11-22T08:00:00.000Z'],
    [
      'just before midnight',
      '2026-11-22T16:59:00.000Z',
      1,
      'Asia/Ho_Chi_Minh',
      null,
      '2026-11-23T16:59:00.000Z',
    ],
    ['skipped in spring', '2026-03-28T01:30:00.000Z', 1, 'Europe/Berlin', null, '2026-03-29T01:30:00.000Z'],
    ['seconds stay', '2026-11-22T01:00:07.123Z', 1, 'Asia/Ho_Chi_Minh', null, '2026-11-23T01:00:07.123Z'],
  ])('%s', (_, instant, later, from, to, expected) => {
    expect(movedInstant(instant, { days: later, from, to: to ?? from })).toBe(expected);
  });

  it('shows the same time of the clock on a day so many days later, but where the clock skips it', () => {
    fc.assert(
      fc.property(instants, days, zones, zones, (instant, later, from, to) => {
        const moved = wallTimeOf(movedInstant(instant, { days: later, from, to }), to);
        const wall = wallTimeOf(instant, from);
        const expected = `${movedDay(wall.slice(0, 10), later)}${wall.slice(10)}`;
        const skipped = Date.parse(`${moved}:00Z`) - Date.parse(`${expected}:00Z`);
        expect([0, 30 * 60_000, 3_600_000]).toContain(skipped);
      }),
    );
  });

  it('moved there and back is the same day', () => {
    fc.assert(
      fc.property(instants, days, (instant, later) => {
        const day = instant.slice(0, 10);
        expect(movedDay(movedDay(day, later), -later)).toBe(day);
        expect(daysBetween(day, movedDay(day, later))).toBe(later);
      }),
    );
  });

  it('never leaves the calendar', () => {
    const shift = { days: 40_000, from: 'UTC', to: 'UTC' };
    expect(thrownBy(() => movedDay('9990-01-01', 40_000))).toBe('copy.day-out-of-range');
    expect(thrownBy(() => movedInstant('9990-01-01T00:00:00.000Z', shift))).toBe('copy.day-out-of-range');
    expect(thrownBy(() => movedDay('1900-01-01', -1))).toBe('copy.day-out-of-range');
  });
});

describe('two ends', () => {
  it('keep their clocks: a night that is an hour shorter ends at the same time', () => {
    const shift = { days: 1, from: 'Europe/Berlin', to: 'Europe/Berlin' };
    expect(movedSpan('2026-03-27T22:00:00.000Z', '2026-03-28T07:00:00.000Z', shift)).toEqual([
      '2026-03-28T22:00:00.000Z',
      '2026-03-29T06:00:00.000Z',
    ]);
  });

  it('keep their distance where the clock would turn them round', () => {
    const shift = { days: 1, from: 'Europe/Berlin', to: 'Europe/Berlin' };
    // 02:50 in summer time to 02:10 in winter time, in the hour that comes twice.
    expect(movedSpan('2026-10-25T00:50:00.000Z', '2026-10-25T01:10:00.000Z', shift)).toEqual([
      '2026-10-26T01:50:00.000Z',
      '2026-10-26T02:10:00.000Z',
    ]);
  });

  it('are never reversed', () => {
    const lengths = fc.integer({ min: 1, max: 3 * 86_400_000 });
    fc.assert(
      fc.property(instants, lengths, days, zones, zones, (begin, length, later, from, to) => {
        const end = new Date(Date.parse(begin) + length).toISOString();
        const [first, last] = movedSpan(begin, end, { days: later, from, to });
        expect(last > first).toBe(true);
      }),
    );
  });
});
