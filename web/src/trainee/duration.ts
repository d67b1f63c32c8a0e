import type { Messages } from '#messages/lazy/trainee.js';

/** `45 phút`, `2 giờ`, `2 giờ 5 phút`. */
export function durationText({ duration }: Messages, minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return duration.minutes(minutes);
  return rest === 0 ? duration.hours(hours) : duration.hoursAndMinutes(hours, rest);
}
