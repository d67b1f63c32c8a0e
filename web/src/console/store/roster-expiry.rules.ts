import type { RosterHead } from './rows.js';

const HOUR_MS = 3_600_000;
const FORGET_AFTER_MS = 24 * HOUR_MS;
const FORGET_AFTER_DAY_MS = 12 * HOUR_MS;

/**
 * Answers whether the device must forget its roster, which is other people's names: after 24 hours without
 * contact, or after one hour once the conference's last day has been over for 12 hours. Entries never expire.
 * @param now by the service's clock, in ms
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
