import type { BackupStatus } from '../../contract/backup.js';
import { zoned } from '../../platform/clock/zoned.js';

const HOUR_MS = 3_600_000;
const OLD_MS = 48 * HOUR_MS;
/** Where the service works: its nights are quiet there, whatever zone the machine is set to. */
const ZONE = 'Asia/Ho_Chi_Minh';
/** The nights begin at 2 o'clock. */
const NIGHT_HOUR = 2;
const NAME = /^diemcau-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)Z$/;

/** The folder of a nightly backup. Their names sort by time. */
export const backupName = (instant: string): string =>
  `diemcau-${instant.slice(0, 19).replaceAll(':', '-')}Z`;

/** When the backup of that name began; `null` if the service gave no such name. */
export function backupTime(name: string): string | null {
  const [, day, hour, minute, second] = NAME.exec(name) ?? [];
  return day === undefined ? null : `${day}${hour}:${minute}:${second}.000Z`;
}

/** One is due for each night; what was missed, as by a machine that is off at night, is due at once. */
export const isDue = (lastAt: string | null, now: number): boolean =>
  lastAt === null || nightOf(Date.parse(lastAt)) !== nightOf(now);

const nightOf = (time: number): string =>
  zoned(new Date(time - NIGHT_HOUR * HOUR_MS).toISOString(), ZONE).day;

/** The oldest beyond `keep`. What has another name is nobody's to remove. */
export function toRemove(names: readonly string[], keep: number): string[] {
  const ours = names.filter((name) => backupTime(name) !== null).sort();
  return ours.slice(0, Math.max(0, ours.length - keep));
}

export function backupState(lastAt: string | null, now: number): BackupStatus['state'] {
  if (lastAt === null) return 'none';
  return now - Date.parse(lastAt) > OLD_MS ? 'old' : 'good';
}
