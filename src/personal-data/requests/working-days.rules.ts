import type { Day } from '../../contract/wire.js';

/** Public holidays with a fixed date. An office names those of the lunar year and those that are moved. */
const FIXED = ['01-01', '04-30', '05-01', '09-02'];
const DAY_MS = 86_400_000;

export const plusDays = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The same day of another year; 29 February becomes 1 March where there is none. */
export function plusYears(day: Day, years: number): Day {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return at.toISOString().slice(0, 10);
}

export function isWorkingDay(day: Day, holidays: readonly Day[]): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !FIXED.includes(day.slice(5)) && !holidays.includes(day);
}

/** The day that ends `count` working days after `from`; the day itself does not count. */
export function workingDaysAfter(from: Day, count: number, holidays: readonly Day[]): Day {
  let day = from;
  for (let left = count; left > 0;) {
    day = plusDays(day, 1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}
