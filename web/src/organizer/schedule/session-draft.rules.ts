import type { Session } from '#contract/schedule.js';
import type { Day, Instant } from '#contract/wire.js';
import { instantOf } from '#contract/zoned-time.js';

const HOUR_MS = 3_600_000;

/** The times that are proposed for a new session: it begins where the last one ends, and lasts an hour. */
export function proposedTimes(
  sessions: readonly Pick<Session, 'endsAt' | 'status'>[],
  { startsOn, timezone }: { startsOn: Day; timezone: string },
): { startsAt: Instant; endsAt: Instant } {
  const ends = sessions.filter(({ status }) => status !== 'cancelled').map(({ endsAt }) => endsAt);
  const startsAt = ends.sort()[ends.length - 1] ?? instantOf(`${startsOn}T08:00`, timezone)!;
  return { startsAt, endsAt: new Date(Date.parse(startsAt) + HOUR_MS).toISOString() };
}

/** Minutes by which the end of a session moves; the later ones can move along. */
export function movedBy(session: Pick<Session, 'endsAt'>, endsAt: Instant | null): number {
  return endsAt === null ? 0 : Math.round((Date.parse(endsAt) - Date.parse(session.endsAt)) / 60_000);
}
