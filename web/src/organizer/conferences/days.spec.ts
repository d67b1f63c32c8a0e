import { describe, expect, it } from '@jest/globals';
import { nextFirstDay, todayIn } from './days.js';

describe('today', () => {
  it.each([
    ['Asia/Ho_Chi_Minh', '2026-11-29T16:59:59.999Z', '2026-11-29'],
    ['Asia/Ho_Chi_Minh', '2026-11-29T17:00:00.000Z', '2026-11-30'],
    ['America/New_York', '2026-11-29T17:00:00.000Z', '2026-11-29'],
    ['Pacific/Auckland', '2026-12-31T11:00:00.000Z', '2027-01-01'],
    ['Asia/Kathmandu', '2026-11-29T18:15:00.000Z', '2026-11-30'],
  ])('in %s at %s is %s', (zone, now, day) => expect(todayIn(zone, Date.parse(now))).toBe(day));

  it('in a zone that is still being typed is the day of the device', () => {
    const now = Date.parse('2026-11-29T12:00:00.000Z');
    const here = new Intl.DateTimeFormat('sv-SE').format(now);
    expect(todayIn('Europe/Berl', now)).toBe(here);
  });
});

describe('the first day of a copy', () => {
  it.each([
    ['2026-11-22', '2026-11-25', '2026-11-29'],
    ['2026-11-22', '2026-11-29', '2026-11-29'],
    ['2026-11-22', '2026-12-24', '2026-12-24'],
  ])('of one from %s, copied on %s, is %s', (startsOn, today, day) =>
    expect(nextFirstDay(startsOn, today)).toBe(day),
  );
});
