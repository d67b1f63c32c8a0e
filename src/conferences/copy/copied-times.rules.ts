import type { Day, Instant } from '../../contract/wire.js';
import { instantOf, wallTimeOf } from '../../contract/zoned-time.js';
import { isDay } from '../../platform/http/calendar-day.decorator.js';
import { Problem } from '../../platform/http/problem.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** From one conference to its copy: by whole days, from the clock of one zone to that of the other. */
export interface Shift {
  days: number;
  from: string;
  to: string;
}

const utc = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`);
export const daysBetween = (from: Day, to: Day): number => Math.round((utc(to) - utc(from)) / DAY_MS);

/** @throws Problem copy.day-out-of-range */
export function movedDay(day: Day, days: number): Day {
  const moved = new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10);
  if (!isDay(moved)) throw new Problem('copy.day-out-of-range');
  return moved;
}

/**
 * The same time of the clock, so many days later. A time that the clock skips there is the hour after.
 * @throws Problem copy.day-out-of-range
 */
export function movedInstant(instant: Instant, { days, from, to }: Shift): Instant {
  const wall = wallTimeOf(instant, from);
  const moved = instantOf(`${movedDay(wall.slice(0, 10), days)}${wall.slice(10)}`, to);
  const time = Date.parse(instant);
  const withinMinute = time - Math.floor(time / MINUTE_MS) * MINUTE_MS;
  if (moved === null || !isDay(moved.slice(0, 10))) throw new Problem('copy.day-out-of-range');
  return new Date(Date.parse(moved) + withinMinute).toISOString();
}

/**
 * Both ends by the clock. Where the clock is put back or forth between them so that the end would not follow
 * the beginning any more, the duration stays instead.
 * @throws Problem copy.day-out-of-range
 */
export function movedSpan(begin: Instant, end: Instant, shift: Shift): [begin: Instant, end: Instant] {
  const first = movedInstant(begin, shift);
  const last = movedInstant(end, shift);
  if (last > first || begin >= end) return [first, last];
  const duration = Date.parse(end) - Date.parse(begin);
  return [first, new Date(Date.parse(first) + duration).toISOString()];
}
