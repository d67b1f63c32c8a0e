import { happenedAt } from '../contract/true-time.js';
import type { Instant } from '../contract/wire.js';

/** The times of an entry as a report reads them. PostgreSQL gives numbers as text. */
export interface Clocked {
  recordedAt: Instant;
  clockOffset: number | string | null;
  receivedAt: Instant;
}

/**
 * When it happened, in the place of what the device's clock said; and by how much
 * that clock was off, as far as known.
 */
export function clocked({ recordedAt, clockOffset, receivedAt }: Clocked): {
  recordedAt: Instant;
  clockOffset: number | null;
} {
  const known = clockOffset === null ? null : Number(clockOffset);
  const happened = happenedAt({ recordedAt, clockOffset: known, receivedAt });
  return {
    recordedAt: happened,
    clockOffset: happened === recordedAt ? known : Date.parse(recordedAt) - Date.parse(happened),
  };
}
