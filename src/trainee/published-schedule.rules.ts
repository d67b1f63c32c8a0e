import type { Conference } from '../contract/conference.js';
import type { Material } from '../contract/material.js';
import type { Schedule, ScheduledSession, Session } from '../contract/schedule.js';
import type { Id, Instant } from '../contract/wire.js';

/** The schedule with each session's materials; `materials` must be what the reader may see. */
export function scheduleOf(
  conference: Conference,
  sessions: readonly Session[],
  { now, next }: { now: Session | null; next: Session | null },
  materials: readonly Material[],
  forParticipants = 0,
): Schedule {
  const bySession = new Map<Id | null, Material[]>();
  for (const material of materials)
    bySession.set(material.sessionId, [...(bySession.get(material.sessionId) ?? []), material]);
  const scheduled = sessions.map((session): ScheduledSession => ({
    ...session,
    materials: bySession.get(session.id) ?? [],
  }));
  const find = (session: Session | null): ScheduledSession | null =>
    scheduled.find(({ id }) => id === session?.id) ?? null;
  return {
    conference,
    sessions: scheduled,
    now: find(now),
    next: find(next),
    materials: bySession.get(null) ?? [],
    forParticipants,
  };
}

/**
 * When the answer may change by itself: a session's turn or a release, whichever
 * comes first; `null` if not by itself.
 */
export function goodUntil(
  nextChangeAt: Instant | null,
  materials: readonly Pick<Material, 'releaseAt'>[],
  now: Instant,
): Instant | null {
  const releases = materials.flatMap(({ releaseAt }) =>
    releaseAt !== null && releaseAt > now ? [releaseAt] : [],
  );
  return [...releases, ...(nextChangeAt === null ? [] : [nextChangeAt])].sort()[0] ?? null;
}
