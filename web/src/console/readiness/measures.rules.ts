import type { ReadinessItem, ReadinessItemKey, ReadinessLimits } from '#contract/readiness.js';

/** The value at this share of the sorted values, the nearest above: of 20 values 0.95 is the 19th. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export interface Trip {
  /** Ms; `null` if no answer came in time. */
  took: number | null;
  /** This device's clock minus the service's in ms, if an answer came. */
  offset: number;
}
/** Ms that a trip without an answer counts as. */
export const TRIP_LIMIT = 5_000;

export interface TripFigures {
  p50: number;
  p95: number;
  /** By the fastest trip, which says it best. */
  offset: number;
}
/** `null` if nothing came back at all: then there is no line to measure. */
export function figuresOf(trips: readonly Trip[]): TripFigures | null {
  const came = trips.filter((trip) => trip.took !== null);
  if (came.length === 0) return null;
  const times = trips.map(({ took }) => took ?? TRIP_LIMIT);
  const fastest = came.reduce((best, trip) => (trip.took! < best.took! ? trip : best));
  return {
    p50: Math.round(percentile(times, 0.5)),
    p95: Math.round(percentile(times, 0.95)),
    offset: fastest.offset,
  };
}

/** kbit/s. A transfer so short that no clock sees it counts as one millisecond. */
export const rateOf = (bytes: number, ms: number): number => Math.round((bytes * 8) / Math.max(1, ms));

/** The measured items whose value says by itself whether they pass. */
const LIMITED = {
  round_trip: (value, limits) => value <= limits.roundTripP95,
  download: (value, limits) => value >= limits.download,
  upload: (value, limits) => value >= limits.upload,
  clock: (value, limits) => Math.abs(value) <= limits.clockOffset,
  space: (value, limits) => value >= limits.space,
} satisfies Partial<Record<ReadinessItemKey, (value: number, limits: ReadinessLimits) => boolean>>;

/** @param value `null` if it could not be measured */
export function judged(
  key: keyof typeof LIMITED,
  value: number | null,
  limits: ReadinessLimits,
): ReadinessItem {
  if (value === null) return { key, outcome: 'not_measured', value: null };
  return { key, outcome: LIMITED[key](value, limits) ? 'passed' : 'failed', value };
}

/** `Chrome 109`, as far as the browser tells it. */
export function browserName(userAgent: string): string {
  const found = /(Edg|OPR|SamsungBrowser|Firefox|CriOS|Chrome|Version)\/(\d+)/g;
  const names = { Edg: 'Edge', OPR: 'Opera', CriOS: 'Chrome', Version: 'Safari' } as Record<string, string>;
  const all = [...userAgent.matchAll(found)];
  const best =
    all.find(([, name]) => name !== 'Chrome' && name !== 'Version') ??
    all.find(([, name]) => name === 'Chrome') ??
    all[0];
  return best ? `${names[best[1]!] ?? best[1]} ${best[2]}` : '?';
}
