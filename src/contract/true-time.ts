import { CLOCK_OFFSET_LIMIT } from './attendance.js';
import type { Id, Instant } from './wire.js';

/** The fields that order an entry among those of other devices. */
export interface Dated {
  id: Id;
  /** The time of the device's clock. */
  recordedAt: Instant;
  /** The device's clock minus the service's in ms, as last measured; null if nobody has measured it. */
  clockOffset: number | null;
  /** When the service received the entry first; null if it has not. */
  receivedAt: Instant | null;
  deviceId: Id | null;
  deviceSeq: number | null;
}
type Clocked = Pick<Dated, 'recordedAt' | 'clockOffset' | 'receivedAt'>;

/** In ms: an entry that says to be made this much after its arrival is refused (`entry.clock-ahead`). */
export const CLOCK_AHEAD_LIMIT = 86_400_000;

/** In ms since 1970: what the device's clock said, put right by how far it was off. */
const correctedTime = ({ recordedAt, clockOffset }: Pick<Clocked, 'recordedAt' | 'clockOffset'>): number =>
  Date.parse(recordedAt) - (clockOffset ?? 0);

/**
 * True if the device's clock says nothing of when this happened: after the arrival,
 * or CLOCK_OFFSET_LIMIT before it.
 */
function isClockWrong(statedAt: number, receivedAt: Instant | null): boolean {
  if ((receivedAt ?? null) === null) return false;
  const arrived = Date.parse(receivedAt!);
  return statedAt > arrived || statedAt < arrived - CLOCK_OFFSET_LIMIT;
}

/**
 * In ms since 1970, when an act happened: the device's time put right by `clockOffset`, never after
 * `receivedAt`. A clock that is a day fast must not outvote everybody for a day.
 */
export function trueTime({ recordedAt, clockOffset, receivedAt }: Clocked): number {
  const correctedAt = correctedTime({ recordedAt, clockOffset });
  return isClockWrong(correctedAt, receivedAt) ? Date.parse(receivedAt!) : correctedAt;
}

/** `trueTime` as the wire writes times. A time that is right already stays the same text. */
export function happenedAt(entry: Clocked): Instant {
  const time = trueTime(entry);
  return Date.parse(entry.recordedAt) === time ? entry.recordedAt : new Date(time).toISOString();
}

/**
 * True if the entry says to be made more than CLOCK_AHEAD_LIMIT after `now`, by what the device
 * showed and by its offset. An offset may have been measured before the clock jumped: one of
 * the two within the limit is enough.
 */
export function isClockAhead(entry: Pick<Clocked, 'recordedAt' | 'clockOffset'>, now: Instant): boolean {
  return Math.min(Date.parse(entry.recordedAt), correctedTime(entry)) > Date.parse(now) + CLOCK_AHEAD_LIMIT;
}

/**
 * Negative if `a` happened later. In the same millisecond the entry with a believable clock is the later one,
 * since the other can only have happened before it arrived; then the later device time, then the greater id.
 */
export function byLatest(a: Dated, b: Dated): number {
  const by = trueTime(b) - trueTime(a);
  if (by !== 0) return by;
  const [timeA, timeB] = [correctedTime(a), correctedTime(b)];
  const believed = Number(isClockWrong(timeA, a.receivedAt)) - Number(isClockWrong(timeB, b.receivedAt));
  return believed || timeB - timeA || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}

/** True if the device that made the entry counts its acts: a clock may jump, a count does not. */
export const isCounted = ({ deviceId, deviceSeq }: Pick<Dated, 'deviceId' | 'deviceSeq'>): boolean =>
  deviceId !== null && deviceSeq !== null;
