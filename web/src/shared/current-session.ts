import type { Session, SessionStatus } from '#contract/schedule.js';

type Item = Pick<Session, 'id' | 'status' | 'startsAt' | 'endsAt'>;

/**
 * Now and next by the page's own clock, so that a telephone without a connection still turns the page. The
 * service's rule: the running session, else the planned one whose time it is; next the first planned one
 * after it. `sessions` in order of `startsAt`.
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

/** A planned session whose time it is, or was, shows as such even when nobody pressed start. */
export function shownStatus(session: Item, nowId: string | null, at: number): SessionStatus {
  if (session.status !== 'planned') return session.status;
  return session.id === nowId ? 'running' : Date.parse(session.endsAt) <= at ? 'ended' : 'planned';
}

/** Whole minutes until then, rounded up; 0 when it has come. */
export const minutesUntil = (instant: string, at: number): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - at) / 60_000));

/**
 * How far the session is, 0 … 1, by the clock: from when it was started (else planned) to its planned end.
 */
export function progress(
  { startedAt, startsAt, endsAt }: Pick<Session, 'startedAt' | 'startsAt' | 'endsAt'>,
  at: number,
): number {
  const [start, end] = [Date.parse(startedAt ?? startsAt), Date.parse(endsAt)];
  return end <= start ? 1 : Math.min(1, Math.max(0, (at - start) / (end - start)));
}
