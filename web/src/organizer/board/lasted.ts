/** A duration in its coarsest unit: now below a minute, minutes below an hour, then hours and minutes. */
export type Lasted =
  { unit: 'now' } | { unit: 'minutes'; minutes: number } | { unit: 'hours'; hours: number; minutes: number };

export function durationSince(since: string, now: number): Lasted {
  const minutes = Math.floor(Math.max(0, now - Date.parse(since)) / 60_000);
  if (minutes === 0) return { unit: 'now' };
  return minutes < 60
    ? { unit: 'minutes', minutes }
    : { unit: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
