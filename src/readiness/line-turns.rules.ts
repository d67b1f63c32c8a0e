import type { Id } from '../contract/wire.js';

/** Milliseconds since 1970. */
type Moment = number;
export interface TurnTiming {
  sitesAtOnce: number;
  /** Ms that a site may measure; then its place is another's. */
  turn: number;
  /** Ms that a test takes as a rule: by it the wait is estimated. */
  usual: number;
  /** Ms after its announced return that a site which waits keeps its place. */
  patience: number;
}
export interface Turn {
  /** The console that measures; another one of its site has to wait. */
  deviceId: Id;
  until: Moment;
}
/** Who measures the line now, and who waits, in the order in which they came. */
export interface Turns {
  active: ReadonlyMap<Id, Turn>;
  /** By site, until when it keeps its place in the queue. */
  waiting: ReadonlyMap<Id, Moment>;
}
export const NO_TURNS: Turns = { active: new Map(), waiting: new Map() };
/** Ms: nobody is told to come back sooner or later than this. */
const [SOONEST, LATEST] = [2_000, 40_000];

/** Drops turns that have ended, and whoever waits no more. */
function cleared({ active, waiting }: Turns, now: Moment): Turns {
  return {
    active: new Map([...active].filter(([, { until }]) => until > now)),
    waiting: new Map([...waiting].filter(([, until]) => until > now)),
  };
}

/**
 * A console asks for its turn. It gets one while there is room for all who came before it; else it is told in
 * how many ms to ask again, and keeps its place in the queue.
 */
export function ask(
  turns: Turns,
  siteId: Id,
  deviceId: Id,
  now: Moment,
  timing: TurnTiming,
): { turns: Turns; until: Moment } | { turns: Turns; wait: number } {
  const { active, waiting } = cleared(turns, now);
  const mine = active.get(siteId);
  if (mine && mine.deviceId !== deviceId)
    return { turns: { active, waiting }, wait: within(mine.until - now) };
  const queue = [...waiting.keys()];
  const before = queue.includes(siteId) ? queue.indexOf(siteId) : queue.length;
  const free = timing.sitesAtOnce - active.size + (mine ? 1 : 0);
  if (mine || before < free) {
    const until = now + timing.turn;
    const left = new Map(waiting);
    left.delete(siteId);
    return {
      turns: { active: new Map(active).set(siteId, { deviceId, until }), waiting: left },
      until,
    };
  }
  const wait = within((Math.floor((before - free) / timing.sitesAtOnce) + 1) * timing.usual);
  return {
    turns: { active, waiting: new Map(waiting).set(siteId, now + wait + timing.patience) },
    wait,
  };
}

/** The console has measured, or gives up. */
export function give(turns: Turns, siteId: Id, deviceId: Id): Turns {
  const active = new Map(turns.active);
  if (active.get(siteId)?.deviceId === deviceId) active.delete(siteId);
  const waiting = new Map(turns.waiting);
  waiting.delete(siteId);
  return { active, waiting };
}

export const hasTurn = ({ active }: Turns, siteId: Id, deviceId: Id, now: Moment): boolean => {
  const mine = active.get(siteId);
  return mine !== undefined && mine.deviceId === deviceId && mine.until > now;
};

const within = (ms: number): number => Math.min(Math.max(ms, SOONEST), LATEST);
