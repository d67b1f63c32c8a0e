import type { Session, SessionStatus } from '#contract/schedule.js';

type Item = Pick<Session, 'id' | 'status' | 'startsAt' | 'endsAt'>;

/**
 * Finds now and next by the page's own clock, so that a phone without a connection still moves on. The rule
 * is the service's: now is the running session, else the planned one whose time it is; next is the first
 * planned one after it.
 * @param sessions in order of `startsAt`
 */
export function nowAndNext<T extends Item>(
  sessions: readonly T[],
  at: number,
): { now: T | null; next: T | null } {
  const planned = sessions.filter(({ status }) => status === 'planned');
  const running = sessions.findIndex(({ status }) => status === 'running');
  if (running >= 0)
    return {
      now: sessions[running]!,
      next: sessions.slice(running + 1).find(({ status }) => status === 'planned') ?? null,
    };
  const begun = planned.filter(
    (session) => Date.parse(session.startsAt) <= at && at < Date.parse(session.endsAt),
  );
  return {
    now: begun[begun.length - 1] ?? null,
    next: planned.find((session) => Date.parse(session.startsAt) > at) ?? null,
  };
}

/**
 * Answers the state of a session by its time: a planned one counts as started even if nobody pressed start.
 */
export function shownStatus(session: Item, nowId: string | null, at: number): SessionStatus {
  if (session.status !== 'planned') return session.status;
  return session.id === nowId ? 'running' : Date.parse(session.endsAt) <= at ? 'ended' : 'planned';
}

/** Answers the whole minutes until then, rounded up; 0 if it has come. */
export const minutesUntil = (instant: string, at: number): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - at) / 60_000));

/** Answers how far the session is, 0 … 1: from when it was started (else planned) to its planned end. */
export function progress(
  { startedAt, startsAt, endsAt }: Pick<Session, 'startedAt' | 'startsAt' | 'endsAt'>,
  at: number,
): number {
  const [start, end] = [Date.parse(startedAt ?? startsAt), Date.parse(endsAt)];
  return end <= start ? 1 : Math.min(1, Math.max(0, (at - start) / (end - start)));
}
