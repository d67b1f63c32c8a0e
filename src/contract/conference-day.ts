import type { Checkpoint } from './conference.js';
import type { Session } from './schedule.js';
import type { Instant } from './wire.js';
import { instantOf, wallTimeOf } from './zoned-time.js';

/** What decides when people have to be there. */
export interface DayPlan {
  sessions: readonly Pick<Session, 'status' | 'startsAt' | 'endsAt' | 'startedAt' | 'endedAt'>[];
  rolls: readonly Pick<Checkpoint, 'opensAt' | 'closesAt'>[];
}
export interface ConferenceDay {
  from: Instant;
  /** The first moment of the next one. */
  to: Instant;
}

/** A session may last past midnight, and machines that stay on restart at night. */
const BEGINS = 'T04:00';
const DAY_MS = 86_400_000;

/** Answers the day that holds this moment, in ms: from four to four by the conference's clock. */
export function dayAt(at: number, timeZone: string): ConferenceDay {
  const wallTime = wallTimeOf(new Date(at).toISOString(), timeZone);
  const date = wallTime.slice(0, 10);
  const first = wallTime.slice(10) < BEGINS ? moved(date, -1) : date;
  const begin = (day: string): Instant => instantOf(`${day}${BEGINS}`, timeZone)!;
  return { from: begin(first), to: begin(moved(first, 1)) };
}

/**
 * Answers when the day ends: its last session has ended, and its last roll is closed. `null` while nobody
 * knows: it has no session, one runs, or a roll after the last one has no end.
 */
export function dayEnd(plan: DayPlan, day: ConferenceDay): Instant | null {
  const ends = spansOf(plan, day).map(({ end }) => end);
  if (ends.length === 0 || ends.includes(null)) return null;
  const last = latest(ends as Instant[]);
  const isEndless = plan.rolls.some(
    ({ opensAt, closesAt }) => closesAt === null && opensAt !== null && opensAt >= last && opensAt < day.to,
  );
  if (isEndless) return null;
  const closings = plan.rolls.flatMap(({ closesAt }) => (closesAt && isIn(day, closesAt) ? [closesAt] : []));
  return latest([last, ...closings]);
}

/**
 * Answers since when a site has to be lost to be missed at this moment, in ms. `null`: the day is over, and
 * nobody is. Before the day begins with a session or a roll, who was lost on an earlier one is at home.
 */
export function missedSince(plan: DayPlan, at: number, timeZone: string): Instant | null {
  const now = new Date(at).toISOString();
  const day = dayAt(at, timeZone);
  const end = dayEnd(plan, day);
  if (end !== null && end <= now) return null;
  const begins = [
    ...spansOf(plan, day).map(({ start }) => start),
    ...plan.rolls.flatMap(({ opensAt }) => (opensAt && isIn(day, opensAt) ? [opensAt] : [])),
  ];
  return plan.sessions.length === 0 || begins.some((begin) => begin <= now) ? EVER : day.from;
}
export const EVER: Instant = new Date(0).toISOString();

/** The sessions of this day; `end` is `null` while one runs. */
function spansOf({ sessions }: DayPlan, day: ConferenceDay): { start: Instant; end: Instant | null }[] {
  return sessions
    .filter(({ status }) => status !== 'cancelled')
    .map(({ status, startsAt, endsAt, startedAt, endedAt }) => ({
      start: startedAt ?? startsAt,
      end: status === 'running' ? null : (endedAt ?? endsAt),
    }))
    .filter(({ start, end }) => start < day.to && (end === null || end > day.from));
}
const isIn = ({ from, to }: ConferenceDay, instant: Instant): boolean => from <= instant && instant < to;
const latest = (instants: readonly Instant[]): Instant => instants.reduce((a, b) => (a > b ? a : b));
const moved = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
