/**
 * Writes the time until a session begins: `12:05` in minutes and seconds, `1:12:05` from an hour on; `null`
 * if it should have begun, or begins only in a day.
 */
export function countdown(startsAt: string, now: number): string | null {
  const seconds = Math.ceil((Date.parse(startsAt) - now) / 1_000);
  if (seconds <= 0 || seconds > 86_400) return null;
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}
