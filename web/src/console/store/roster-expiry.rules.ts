import type { RosterHead } from './rows.js';

const HOUR_MS = 3_600_000;
const FORGET_AFTER_MS = 24 * HOUR_MS;
const FORGET_AFTER_DAY_MS = 12 * HOUR_MS;

/**
 * A roster is other people's names: a device without contact keeps it for 24 hours, and once the
 * conference's last day has been over for 12 hours not without contact in the last hour. `now` by the
 * service's clock, in ms. Entries never expire.
 */
export function isRosterExpired(
  { fetchedAt, conference }: Pick<RosterHead, 'fetchedAt' | 'conference'>,
  now: number,
): boolean {
  const silence = now - Date.parse(fetchedAt);
  if (silence > FORGET_AFTER_MS) return true;
  const dayThen = new Intl.DateTimeFormat('en-CA', { timeZone: conference.timezone }).format(
    new Date(now - FORGET_AFTER_DAY_MS),
  );
  return dayThen > conference.endsOn && silence > HOUR_MS;
}
