import type { Checkpoint, Conference } from '#contract/conference.js';
import type { Day } from '#contract/wire.js';

/**
 * Answers the days on which rolls are taken, in the conference's zone, as the service counts them; without
 * times, the first day.
 */
export function daysOf(
  checkpoints: readonly Checkpoint[],
  { timezone, startsOn }: Pick<Conference, 'timezone' | 'startsOn'>,
): Day[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone });
  const days = checkpoints.map(({ opensAt, closesAt }) => {
    const at = opensAt ?? closesAt;
    return at === null ? startsOn : format.format(new Date(at));
  });
  return [...new Set(days)].sort();
}
