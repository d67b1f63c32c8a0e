import type { Instant } from './wire.js';

/** The value of `<input type=datetime-local>`: `2026-11-22T08:00`, by the wall clock of a zone. */
export type WallTime = string;

export function wallTimeOf(instant: Instant, timeZone: string): WallTime {
  return new Date(Date.parse(instant) + offsetAt(Date.parse(instant), timeZone)).toISOString().slice(0, 16);
}

/**
 * Answers the instant of a wall-clock time; `null` if it is no time. A time that the clock skips in spring is
 * read as the hour after.
 */
export function instantOf(wallTime: WallTime, timeZone: string): Instant | null {
  const asUtc = Date.parse(`${wallTime}:00.000Z`);
  if (Number.isNaN(asUtc)) return null;
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(guess, timeZone)).toISOString();
}

/** Answers when the day of an instant began, by the wall clock of a zone. */
export const startOfDay = (instant: Instant, timeZone: string): Instant =>
  instantOf(`${wallTimeOf(instant, timeZone).slice(0, 10)}T00:00`, timeZone) ?? instant;

/** Answers the milliseconds by which the zone's clock is ahead of UTC at that moment. */
function offsetAt(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(time);
  const partOf = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  return (
    Date.UTC(
      partOf('year'),
      partOf('month') - 1,
      partOf('day'),
      partOf('hour'),
      partOf('minute'),
      partOf('second'),
    ) -
    Math.floor(time / 1000) * 1000
  );
}
