import { describe, expect, it } from '@jest/globals';
import { instantOf, wallTimeOf } from './zoned-time.js';

describe('times of a form, in the conference’s zone', () => {
  it.each([
    ['2026-11-22T08:00', 'Asia/Ho_Chi_Minh', '2026-11-22T01:00:00.000Z'],
    ['2026-01-01T00:30', 'Asia/Ho_Chi_Minh', '2025-12-31T17:30:00.000Z'],
    ['2026-07-01T12:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
    ['2026-12-01T12:00', 'Europe/Berlin', '2026-12-01T11:00:00.000Z'],
    ['2026-06-01T09:15', 'Asia/Kathmandu', '2026-06-01T03:30:00.000Z'],
  ])('%s in %s is %s, and back', (wall, zone, instant) => {
    expect(instantOf(wall, zone)).toBe(instant);
    expect(wallTimeOf(instant, zone)).toBe(wall);
  });
  it('answers null for an incomplete time', () =>
    expect(instantOf('2026-11', 'Asia/Ho_Chi_Minh')).toBeNull());
});
