import type { Instant } from './wire.js';

/** Whether the installation could be brought back, and to which moment. */
export interface BackupStatus {
  /** `good`: the last good backup is at most two days old. `old`: it is older. `none`: none was ever made. */
  state: 'good' | 'old' | 'none';
  /** The service makes one every night by itself: BACKUP_DIR is set. */
  nightly: boolean;
  /** When the last good backup began: it holds what was acknowledged before. `null` if none was ever made. */
  lastAt: Instant | null;
  /** When the service's last attempt failed; `null` if it did not, or if a good backup came after it. */
  failedAt: Instant | null;
  /**
   * How far the one that the service makes now is; `null` if it makes none.
   * `of` is 0 where that is not known.
   */
  progress: { step: 'materials' | 'database' | 'verifying'; done: number; of: number } | null;
}
