import type { Conference } from '../../contract/conference.js';
import type { ProblemCode } from '../../contract/problem.js';
import type { Day, Instant } from '../../contract/wire.js';

const DAY = 24 * 60 * 60 * 1000;
const MINUTE = 60_000;
/** After the last day, in whatever time zone the conference is. */
const DAYS_AFTER_END = 2;
/** A minted code is used at once, or read to a machine in the next room. */
const CODE_MINUTES = 120;

/** An invitation ends with its conference, and moves with its days. */
export const invitationExpiry = (endsOn: Day): Instant =>
  new Date(Date.parse(`${endsOn}T00:00:00.000Z`) + DAYS_AFTER_END * DAY).toISOString();

/** Until when a code works that an invitation mints at `now`. */
export const mintedExpiry = (now: number): Instant => new Date(now + CODE_MINUTES * MINUTE).toISOString();

/** Why the link of a conference opens nothing; `null` if it opens. */
export function faultOfInvitation(
  { status, endsOn }: Pick<Conference, 'status' | 'endsOn'>,
  now: Instant,
): ProblemCode | null {
  if (status === 'closed' || now >= invitationExpiry(endsOn)) return 'invitation.ended';
  return status === 'draft' ? 'invitation.not-open' : null;
}
