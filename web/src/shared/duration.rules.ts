/** The texts of a duration; each surface has its own catalogue. */
export interface DurationMessages {
  minutes: (minutes: number) => string;
  hours: (hours: number) => string;
  hoursAndMinutes: (hours: number, minutes: number) => string;
}

/** Whole minutes from `since` to `now` (ms since 1970); 0 if the clocks differ so that it lies ahead. */
export const minutesSince = (since: string, now: number): number =>
  Math.floor(Math.max(0, now - Date.parse(since)) / 60_000);

/** Writes whole minutes: `45 phút`, `2 giờ`, `2 giờ 5 phút`. */
export function durationText(t: DurationMessages, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return t.minutes(minutes);
  return rest === 0 ? t.hours(hours) : t.hoursAndMinutes(hours, rest);
}
