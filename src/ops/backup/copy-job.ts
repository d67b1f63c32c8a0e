import type { BackupFile } from './manifest.js';

/** The steps of a copy, in the order of their numbers in `progress`. */
export const COPY_STEPS = ['materials', 'database', 'verifying'] as const;

export interface CopyJob {
  /**
   * SQLite's file; or, where the database is dumped by others, the materials that its rows name; or `null`
   * before the dump, to take the materials alone.
   */
  source: { database: string } | { materials: MaterialFile[] } | null;
  dataDir: string;
  /** An empty folder for the copy. */
  folder: string;
  /** Written while it goes: step, done, of. */
  progress: SharedArrayBuffer;
}
export interface CopyResult {
  migrations: string[];
  rows: Record<string, number>;
  files: BackupFile[];
}
/** What a row says of a file. */
export interface MaterialFile {
  storedAs: string;
  size: number;
  sha256: string;
}
