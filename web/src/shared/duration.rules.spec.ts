import { describe, expect, it } from '@jest/globals';
import { durationText, minutesSince } from './duration.rules.js';

const t = {
  minutes: (minutes: number) => `${minutes} min`,
  hours: (hours: number) => `${hours} h`,
  hoursAndMinutes: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
};

describe('a duration', () => {
  it.each([
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h'],
    [61, '1 h 1 min'],
    [120, '2 h'],
  ])('of %i minutes is written as %s', (minutes, text) => expect(durationText(t, minutes)).toBe(text));

  it.each([
    ['2026-11-22T01:00:00.000Z', 0],
    ['2026-11-22T00:59:00.001Z', 0],
    ['2026-11-22T00:59:00.000Z', 1],
    ['2026-11-22T02:00:00.000Z', 0],
  ])('since %s has %i whole minutes', (since, minutes) =>
    expect(minutesSince(since, Date.parse('2026-11-22T01:00:00.000Z'))).toBe(minutes),
  );
});
