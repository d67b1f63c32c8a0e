import fc from 'fast-check';
import { Failures } from './failures.js';

describe('failures', () => {
  it('are counted by key, and with each window that passes as many as are free are forgotten', () => {
    const failures = new Failures(1_000, 3);
    for (let at = 0; at < 7; at += 1) failures.add('a', 0);
    failures.add('b', 0);
    expect([0, 999, 1_000, 2_000, 3_000].map((now) => failures.countAt('a', now))).toEqual([7, 7, 4, 1, 0]);
    expect(failures.countAt('b', 500)).toBe(1);
  });

  it('close a key until its next attempt, never sooner than was said before', () => {
    const failures = new Failures(1_000, 3);
    expect(failures.nextAt('a', 100)).toBe(100);
    failures.closeUntil('a', 5_000, 100);
    failures.closeUntil('a', 2_000, 100);
    expect([failures.nextAt('a', 100), failures.nextAt('a', 6_000)]).toEqual([5_000, 6_000]);
    failures.clear('a');
    expect(failures.nextAt('a', 100)).toBe(100);
  });

  it('are never negative, never more than were added, and a clock that goes back forgets none', () => {
    const moments = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(moments, (steps) => {
        const failures = new Failures(1_000, 2);
        let now = 100_000;
        steps.forEach((step, added) => {
          const before = failures.countAt('a', now);
          expect(before).toBeGreaterThanOrEqual(0);
          expect(before).toBeLessThanOrEqual(added);
          now += step;
          if (step <= 0) expect(failures.countAt('a', now)).toBe(before);
          failures.add('a', now);
        });
      }),
    );
  });

  it('of a flood from ever new addresses stay within bounds', () => {
    const failures = new Failures(1_000, 3);
    for (let at = 0; at < 100_000; at += 1) failures.add(`address ${at}`, 0);
    const counted = Array.from({ length: 100_000 }, (_, at) => failures.countAt(`address ${at}`, 0)).filter(
      Boolean,
    ).length;
    expect(counted).toBeLessThanOrEqual(40_000);
  });
});
