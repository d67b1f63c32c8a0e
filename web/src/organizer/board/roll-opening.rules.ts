import type { Checkpoint, Conference } from '#contract/conference.js';
import type { Instant } from '#contract/wire.js';

/**
 * From when this checkpoint's roll could be taken; null while it could not, when nobody is late with it. One
 * that is open at any time waits for the conference's first day: a site that is not there on the eve lacks
 * nothing. `now`: by the service's clock, in ms.
 */
export function rollOpening(
  checkpoint: Checkpoint | null,
  { status, startsOn, timezone }: Conference,
  now: number,
): Instant | null {
  if (checkpoint === null || status === 'closed') return null;
  if (checkpoint.opensAt !== null) return Date.parse(checkpoint.opensAt) <= now ? checkpoint.opensAt : null;
  return dayIn(timezone, now) < startsOn ? null : checkpoint.createdAt;
}

/** `2026-11-22`: how Swedish writes a day. */
const dayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
