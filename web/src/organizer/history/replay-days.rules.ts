import type { Replay } from '#contract/replay.js';
import type { Day } from '#contract/wire.js';

/**
 * Answers the days on which something changed, in order, and the one to begin with: the last on which
 * attendance changed, else the last.
 */
export function replayDays(
  { figures, statuses }: Pick<Replay, 'figures' | 'statuses'>,
  timeZone: string,
): { days: Day[]; first: Day | null } {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone });
  // A day begins at a full quarter of an hour in every zone: each quarter is formatted once.
  const known = new Map<number, Day>();
  const dayOf = (at: string): Day => {
    const quarter = Math.floor(Date.parse(at) / 900_000);
    const day = known.get(quarter) ?? format.format(quarter * 900_000);
    known.set(quarter, day);
    return day;
  };
  const marked = [...new Set(figures.map(({ at }) => dayOf(at)))].sort();
  const days = [...new Set([...marked, ...statuses.map(({ at }) => dayOf(at))])].sort();
  return { days, first: marked[marked.length - 1] ?? days[days.length - 1] ?? null };
}
