import type { Day } from '#contract/wire.js';
import { wallTimeOf } from '#contract/zoned-time.js';

const DAY_MS = 86_400_000;
const WEEK = 7;
const utc = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`);

export const daysFrom = (first: Day, last: Day): number => Math.round((utc(last) - utc(first)) / DAY_MS);
export const dayAfter = (day: Day, days: number): Day =>
  new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Answers the day that it is in a zone; in one that the browser does not know, the day that it is here. */
export function todayIn(timeZone: string, now: number): Day {
  const dayAt = (zone: string): Day => wallTimeOf(new Date(now).toISOString(), zone).slice(0, 10);
  try {
    return dayAt(timeZone);
  } catch {
    return dayAt(Intl.DateTimeFormat().resolvedOptions().timeZone);
  }
}
/** Proposes a week after the last time, or today if that is over. */
export function nextFirstDay(startsOn: Day, today: Day): Day {
  const next = dayAfter(startsOn, WEEK);
  return next > today ? next : today;
}
