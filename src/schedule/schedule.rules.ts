import type { Session, SessionPatch } from '../contract/schedule.js';
import type { Instant } from '../contract/wire.js';

/** The fields of a session that decide its status. */
export type Life = Pick<Session, 'status' | 'startedAt' | 'endedAt'>;
type Planned = Pick<Session, 'id' | 'status' | 'startsAt' | 'endsAt'>;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The fields that decide the order of sessions. */
export type SessionPlace = Pick<Session, 'startsAt' | 'endsAt' | 'id'>;
export const comparePlaces = (a: SessionPlace, b: SessionPlace): number =>
  compare(a.startsAt, b.startsAt) || compare(a.endsAt, b.endsAt) || compare(a.id, b.id);

/** In order of their planned start; where two start together, the shorter first. */
export function inOrder<T extends Planned>(sessions: readonly T[]): T[] {
  return [...sessions].sort(comparePlaces);
}

/**
 * Finds the current and the next session. Now: the running session, else the planned one at this time (the
 * latest to begin, if several overlap). Next: the first planned one after a running session, even if the day
 * is late; else the first that has not begun.
 */
export function nowAndNext<T extends Session>(
  sessions: readonly T[],
  at: Instant,
): { now: T | null; next: T | null } {
  const ordered = inOrder(sessions);
  const planned = ordered.filter((session) => session.status === 'planned');
  const running = ordered.findIndex((session) => session.status === 'running');
  if (running >= 0)
    return {
      now: ordered[running]!,
      next: ordered.slice(running + 1).find((session) => session.status === 'planned') ?? null,
    };
  const now = planned.findLast((session) => session.startsAt <= at && at < session.endsAt) ?? null;
  return { now, next: planned.find((session) => session.startsAt > at) ?? null };
}

/**
 * The first instant after `at` at which `nowAndNext` may answer otherwise without anybody's
 * doing; null when none will come.
 */
export function nextChangeAt(sessions: readonly Planned[], at: Instant): Instant | null {
  if (sessions.some((session) => session.status === 'running')) return null;
  const changes = sessions
    .filter((session) => session.status === 'planned')
    .flatMap((session) => [session.startsAt, session.endsAt]);
  return changes.filter((change) => change > at).sort(compare)[0] ?? null;
}

/**
 * A session that was ended by mistake may be started again; its first start stays.
 * `null` if it is cancelled and cannot start.
 */
export function started(life: Life, at: Instant): Life | null {
  if (life.status === 'cancelled') return null;
  return { status: 'running', startedAt: life.startedAt ?? at, endedAt: null };
}

/** Ending what has ended changes nothing. `null` if it was never started. */
export function ended(life: Life, at: Instant): Life | null {
  if (life.status === 'ended') return life;
  return life.status === 'running' ? { status: 'ended', startedAt: life.startedAt, endedAt: at } : null;
}

/** Back to the plan, as if never started, or off it. */
export function replanned(life: Life, status: NonNullable<SessionPatch['status']>, at: Instant): Life {
  if (status === life.status) return life;
  if (status === 'planned') return { status, startedAt: null, endedAt: null };
  return { status, startedAt: life.startedAt, endedAt: life.status === 'running' ? at : life.endedAt };
}

/** True when the times say that it ends before it begins, or lasts no time. */
export function isReversed(times: Pick<Session, 'startsAt' | 'endsAt'>): boolean {
  return times.endsAt <= times.startsAt;
}

/** A session's planned times. */
export type SessionTimes = Pick<Session, 'id' | 'startsAt' | 'endsAt'>;

/**
 * Finds the later planned sessions of the day and their new times, when the end of one moves: by the same
 * minutes, so that each pause keeps its length.
 * @param dayOf the day of an instant in the conference's zone
 */
export function movedAlong(
  before: Planned,
  after: Planned,
  sessions: readonly Planned[],
  dayOf: (instant: Instant) => string,
): SessionTimes[] {
  const by = Date.parse(after.endsAt) - Date.parse(before.endsAt);
  if (by === 0) return [];
  const moved = (instant: Instant): Instant => new Date(Date.parse(instant) + by).toISOString();
  return sessions
    .filter(
      (other) =>
        other.id !== before.id &&
        other.status === 'planned' &&
        comparePlaces(other, before) > 0 &&
        dayOf(other.startsAt) === dayOf(before.startsAt),
    )
    .map(({ id, startsAt, endsAt }) => ({ id, startsAt: moved(startsAt), endsAt: moved(endsAt) }));
}

type Shown = Pick<Session, 'title' | 'abstract' | 'startsAt' | 'endsAt' | 'speakers' | 'status'>;

/**
 * Puts what a calendar shows of a session into one text: SEQUENCE counts its
 * changes. Calendars know whole seconds.
 */
export function shownInCalendar({ title, abstract, startsAt, endsAt, speakers, status }: Shown): string {
  const who = speakers.map((speaker) => [speaker.title || null, speaker.name, speaker.affiliation || null]);
  const times = [startsAt, endsAt].map((time) => time.slice(0, 19));
  return JSON.stringify([title, abstract || null, times, who, status === 'cancelled']);
}
