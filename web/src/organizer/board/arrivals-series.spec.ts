import { describe, expect, it } from '@jest/globals';
import { seriesOf, summaryOf } from './arrivals-series.js';

const arrivals = [
  { minute: '2026-11-22T01:00:00.000Z', people: 4 },
  { minute: '2026-11-22T01:03:00.000Z', people: 9 },
];

describe('the curve of arrivals', () => {
  it('falls to zero in minutes when nobody came, and at both ends', () => {
    const { minutes, people } = seriesOf(arrivals);
    expect(people).toEqual([0, 4, 0, 0, 9, 0]);
    expect(minutes[1]).toBe(Date.UTC(2026, 10, 22, 1) / 1000);
    expect(minutes[4]! - minutes[1]!).toBe(180);
  });
  it('is bounded when one entry has a clock of another year', () => {
    expect(
      seriesOf([{ minute: '2020-01-01T00:00:00.000Z', people: 1 }, ...arrivals]).minutes.length,
    ).toBeLessThan(700);
  });
  it('has a summary in words', () => {
    expect(summaryOf(arrivals)).toEqual({
      people: 13,
      from: arrivals[0]!.minute,
      to: arrivals[1]!.minute,
      most: arrivals[1],
    });
    expect(summaryOf([])).toBeNull();
  });
});
