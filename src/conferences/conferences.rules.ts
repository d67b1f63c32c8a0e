import type { CheckpointFields, ConferenceFields } from '../contract/conference.js';
import type { ProblemCode } from '../contract/problem.js';

/** What is wrong with a conference as a whole, after its fields have been checked one by one; null when nothing is. */
export function faultOfConference({
  startsOn,
  endsOn,
  timezone,
}: Pick<ConferenceFields, 'startsOn' | 'endsOn' | 'timezone'>): ProblemCode | null {
  if (endsOn < startsOn) return 'conference.dates-reversed';
  return isTimezone(timezone) ? null : 'conference.timezone-unknown';
}

export function faultOfCheckpoint({
  opensAt,
  closesAt,
}: Pick<CheckpointFields, 'opensAt' | 'closesAt'>): ProblemCode | null {
  return opensAt !== null && closesAt !== null && closesAt < opensAt ? 'checkpoint.times-reversed' : null;
}

/** An IANA name: `Asia/Ho_Chi_Minh`. Offsets such as `+07:00` are none, though Intl takes them. */
export function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A day of the years 1900 to 9998. `2026-02-29` looks like a day and is none. */
export function isDay(text: unknown): boolean {
  if (typeof text !== 'string' || !/^(?!9999)(?:19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
