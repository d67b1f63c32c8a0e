import { secondsUntil, stopwatch } from './turn-time.js';

const AT = '2026-11-22T01:00:00.000Z';

describe('the time of a turn', () => {
  it('counts by the service’s clock, and never below nothing', () => {
    const now = Date.parse(AT);
    expect([secondsUntil('2026-11-22T01:00:59.100Z', now), secondsUntil(AT, now + 5_000)]).toEqual([60, 0]);
    // The clock of the page may be a few seconds behind.
    expect(secondsUntil('2026-11-22T01:01:00.000Z', now - 3_000)).toBe(60);
    expect([stopwatch(AT, now + 125_900), stopwatch(AT, now - 5_000), stopwatch(null, now)]).toEqual([
      '2:05',
      '0:00',
      '0:00',
    ]);
  });
});
