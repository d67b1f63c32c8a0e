import type { Session } from './schedule.js';

type Timed = Pick<Session, 'id' | 'status' | 'startsAt' | 'endsAt'>;

/** Answers the sessions whose planned time overlaps that of `session`. A cancelled one takes no time. */
export function overlapping<T extends Timed>(session: Timed, sessions: readonly T[]): T[] {
  if (session.status === 'cancelled') return [];
  return sessions.filter(
    (other) =>
      other.id !== session.id &&
      other.status !== 'cancelled' &&
      other.startsAt < session.endsAt &&
      session.startsAt < other.endsAt,
  );
}
