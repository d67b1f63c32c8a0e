import type { Messages } from '#messages/lazy/organizer.js';

/** A duration in its coarsest unit: now below a minute, minutes below an hour, then hours and minutes. */
type Duration =
  { unit: 'now' } | { unit: 'minutes'; minutes: number } | { unit: 'hours'; hours: number; minutes: number };

export function durationSince(since: string, now: number): Duration {
  const minutes = Math.floor(Math.max(0, now - Date.parse(since)) / 60_000);
  if (minutes === 0) return { unit: 'now' };
  return minutes < 60
    ? { unit: 'minutes', minutes }
    : { unit: 'hours', hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}

export function durationText(t: Messages['board']['duration'], duration: Duration): string {
  if (duration.unit === 'now') return t.now;
  if (duration.unit === 'minutes') return t.minutes(duration.minutes);
  return duration.minutes === 0
    ? t.hours(duration.hours)
    : t.hoursAndMinutes(duration.hours, duration.minutes);
}
