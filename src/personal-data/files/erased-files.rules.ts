import { zoned } from '../../platform/clock/zoned.js';

/** Below this the file is rewritten at once: writers wait for less than a second. */
export const SMALL_BYTES = 64 * 1024 * 1024;
/** Where the service works. */
const ZONE = 'Asia/Ho_Chi_Minh';
const NIGHT = { from: '01:00:00', until: '05:00:00' };

/** Whether a database of this size may be rewritten now: a large one only at night. */
export function mayRewrite(bytes: number, now: number): boolean {
  if (bytes < SMALL_BYTES) return true;
  const { time } = zoned(new Date(now).toISOString(), ZONE);
  return time >= NIGHT.from && time < NIGHT.until;
}
