import type { Conference } from '#contract/conference.js';
import { type WallTime, wallTimeOf } from '#contract/zoned-time.js';

/** Proposes when a new checkpoint opens: now during the conference, else on the morning of its first day. */
export function firstOpening(
  { startsOn, endsOn, timezone }: Pick<Conference, 'startsOn' | 'endsOn' | 'timezone'>,
  now: number,
): WallTime {
  const wall = wallTimeOf(new Date(now).toISOString(), timezone);
  const today = wall.slice(0, 10);
  return startsOn <= today && today <= endsOn ? wall : `${startsOn}T07:30`;
}
