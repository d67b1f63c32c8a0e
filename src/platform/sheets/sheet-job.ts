import type { CellLimits } from './cell-limits.js';
import type { Sheet } from './sheet.js';
import type { PartLimits } from './workbook-parts.js';
import type { ZipEntry } from './zip-directory.js';

/** A file to be read by a thread. */
export interface SheetJob {
  bytes: Uint8Array;
  kind: 'workbook' | 'text';
  /** The entries of a zipped workbook, which their stated sizes bind; `null` if it is no zip. */
  entries: ZipEntry[] | null;
  limits: CellLimits & PartLimits;
}
/** A sheet for the way between threads: rows as `v8.serialize` writes them, so many at a time. */
export type PackedSheet = Omit<Sheet, 'rows'> & { slices: Uint8Array[] };
export type SheetOutcome =
  | { sheets: PackedSheet[] }
  | { refused: 'file-unreadable' | 'file-too-large' | 'file-encrypted'; detail: string };
