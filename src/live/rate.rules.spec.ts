import { type Allowance, EVENT_RATE, fullAllowance, spent } from './rate.rules.js';

/** How many of `times` pass. */
function passed(times: number[]): number {
  let allowance: Allowance = fullAllowance(0);
  return times.filter((at) => {
    const next = spent(allowance, at);
    if (next) allowance = next;
    return next !== null;
  }).length;
}
const evenly = (count: number, milliseconds: number): number[] =>
  Array.from({ length: count }, (_, at) => (at * milliseconds) / count);

describe('events of one socket', () => {
  it('may come as a burst of 40, and the 41st may not', () =>
    expect(passed(Array.from({ length: 41 }, () => 0))).toBe(EVENT_RATE.burst));
  it('may come for ever at 20 a second', () => expect(passed(evenly(1_200, 60_000))).toBe(1_200));
  it('are cut to burst and rate above it', () =>
    expect(passed(evenly(100_000, 10_000))).toBe(EVENT_RATE.burst + 10 * EVENT_RATE.perSecond - 1));
  it('do not gain from a clock that goes back', () =>
    expect(passed([...Array.from({ length: 40 }, () => 1_000), 0, 500, 999])).toBe(40));
});
