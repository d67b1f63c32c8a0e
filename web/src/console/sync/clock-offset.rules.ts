import { CLOCK_OFFSET_FLAGGED, CLOCK_OFFSET_LIMIT, type Entry } from '#contract/attendance.js';
import { trueTime } from '#contract/true-time.js';
import type { Instant } from '#contract/wire.js';

/** Answers the clock offset as an entry may carry it; undefined if it exceeds the limit. */
export const offsetToSend = (clockOffset: number): number | undefined =>
  Math.abs(clockOffset) <= CLOCK_OFFSET_LIMIT ? Math.round(clockOffset) : undefined;

/**
 * Answers an unsent entry with the offset just measured; `null` if it can stay as it is. Only entries dated
 * after `now`, the service's time, are changed: their own offset is out of date.
 */
export function remeasured(entry: Entry, now: Instant, measured: number): Entry | null {
  const clockOffset = offsetToSend(measured);
  const latest = Date.parse(now) + CLOCK_OFFSET_FLAGGED;
  const at = (offset: number | undefined): number =>
    trueTime({ recordedAt: entry.recordedAt, clockOffset: offset ?? null, receivedAt: null });
  return clockOffset === undefined || at(entry.clockOffset) <= latest || at(clockOffset) > latest
    ? null
    : { ...entry, clockOffset };
}
