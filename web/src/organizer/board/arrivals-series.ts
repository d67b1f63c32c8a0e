import type { Arrivals } from '#contract/board.js';
import type { Instant } from '#contract/wire.js';

/**
 * Minutes without a gap, so that the curve falls to zero where nobody came. In seconds since 1970, with
 * people.
 */
export interface Series {
  minutes: number[];
  people: number[];
}
/** Longer spans (entries of the day before, a wrong clock) show their last hours. */
const MOST_MINUTES = 600;

export function seriesOf(arrivals: readonly Arrivals[]): Series {
  if (arrivals.length === 0) return { minutes: [], people: [] };
  const known = new Map(arrivals.map((one) => [minuteOf(one.minute), one.people]));
  const last = Math.max(...known.keys());
  const first = Math.max(Math.min(...known.keys()), last - MOST_MINUTES);
  const minutes = Array.from({ length: last - first + 3 }, (_, i) => first - 1 + i);
  return {
    minutes: minutes.map((minute) => minute * 60),
    people: minutes.map((minute) => known.get(minute) ?? 0),
  };
}
const minuteOf = (instant: Instant): number => Math.floor(Date.parse(instant) / 60_000);

export interface Summary {
  people: number;
  from: Instant;
  to: Instant;
  most: Arrivals;
}
/** Describes the curve in words; `null` if nobody has arrived. */
export function summaryOf(arrivals: readonly Arrivals[]): Summary | null {
  const [first] = arrivals;
  if (!first) return null;
  const most = arrivals.reduce((a, b) => (b.people > a.people ? b : a), first);
  return {
    people: arrivals.reduce((sum, one) => sum + one.people, 0),
    from: first.minute,
    to: arrivals[arrivals.length - 1]!.minute,
    most,
  };
}
