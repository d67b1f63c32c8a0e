import { describe, expect, it } from '@jest/globals';
import { countdown } from './countdown.rules.js';

const STARTS = '2026-11-22T02:00:00.000Z';
describe('the countdown to a session', () => {
  it.each([
    [1, '00:01'],
    [65, '01:05'],
    [3_599, '59:59'],
    [3_600, '1:00:00'],
    [86_400, '24:00:00'],
  ])('shows %s seconds as %s', (seconds, text) => {
    expect(countdown(STARTS, Date.parse(STARTS) - seconds * 1_000)).toBe(text);
  });
  it.each([0, -30, 86_401])('shows nothing for %s seconds', (seconds) => {
    expect(countdown(STARTS, Date.parse(STARTS) - seconds * 1_000)).toBeNull();
  });
  it('shows the last second until it is over', () => {
    expect(countdown(STARTS, Date.parse(STARTS) - 1)).toBe('00:01');
  });
});
