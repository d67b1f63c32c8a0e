import type { ConferenceFields } from '../contract/conference.js';
import type { ProblemCode } from '../contract/problem.js';

/**
 * Finds faults between fields of a conference, after each field was checked;
 * `null` if there is none.
 */
export function faultOfConference({
  startsOn,
  endsOn,
  timezone,
}: Pick<ConferenceFields, 'startsOn' | 'endsOn' | 'timezone'>): ProblemCode | null {
  if (endsOn < startsOn) return 'conference.dates-reversed';
  return isTimezone(timezone) ? null : 'conference.timezone-unknown';
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

/** The fields whose value is another now. */
export const differing = <T extends object>(before: T, after: T): (keyof T)[] =>
  (Object.keys(after) as (keyof T)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
