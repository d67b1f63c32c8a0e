import type { Conference } from '#contract/conference.js';
import { isRosterExpired } from './roster-expiry.rules.js';

const conference = { endsOn: '2026-11-22', timezone: 'Asia/Ho_Chi_Minh' } as Conference;

it.each([
  ['just fetched, on the day', '2026-11-22T03:00:00.000Z', '2026-11-22T03:00:00.000Z', false],
  ['23 hours without contact, before the day', '2026-11-20T03:00:00.000Z', '2026-11-21T02:00:00.000Z', false],
  ['25 hours without contact', '2026-11-20T03:00:00.000Z', '2026-11-21T04:00:00.000Z', true],
  // The day ends in Vietnam at 17:00 UTC.
  [
    '11 hours after the day, two without contact',
    '2026-11-23T02:00:00.000Z',
    '2026-11-23T04:00:00.000Z',
    false,
  ],
  [
    '13 hours after the day, two without contact',
    '2026-11-23T04:00:00.000Z',
    '2026-11-23T06:00:00.000Z',
    true,
  ],
  ['13 hours after the day, in contact', '2026-11-23T05:59:00.000Z', '2026-11-23T06:00:00.000Z', false],
])('%s', (_name, fetchedAt, now, isExpired) => {
  expect(isRosterExpired({ fetchedAt, conference }, Date.parse(now))).toBe(isExpired);
});
