import { utils, write } from '@e965/xlsx';
import type { ImportReport } from '../../src/contract/import.js';

/** A workbook of one sheet. */
export const workbook = (rows: unknown[][], merges: string[] = []): Buffer => {
  const sheet = utils.aoa_to_sheet(rows);
  sheet['!merges'] = merges.map((range) => utils.decode_range(range));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Danh sách');
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
};

const UNDERSTOOD = {
  sheets: expect.any(Array) as never,
  columns: expect.any(Array) as never,
  rows: expect.any(Array) as never,
  isRemembered: false,
};
/** Of a file without faults. */
export const report = (
  created: number,
  updated: number,
  unchanged: number,
  dryRun = false,
): ImportReport => ({
  created,
  updated,
  unchanged,
  errors: [],
  warnings: [],
  dryRun,
  ...UNDERSTOOD,
});
export const peopleReport = (
  created: number,
  updated: number,
  unchanged: number,
  dryRun = false,
): ImportReport => ({
  ...report(created, updated, unchanged, dryRun),
  replaced: 0,
  warnings: expect.any(Array) as never,
});
