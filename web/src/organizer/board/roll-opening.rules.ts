import type { Checkpoint, Conference } from '#contract/conference.js';
import type { Instant } from '#contract/wire.js';

/**
 * Answers since when the roll of this checkpoint can be taken; `null` if it cannot, so that nobody is late. A
 * checkpoint without an opening time waits for the conference's first day: sites need not be connected the
 * evening before.
 * @param now by the service's clock, in ms
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

/** Formats a day as `2026-11-22`, which is the Swedish form. */
const dayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
