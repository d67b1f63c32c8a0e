import { packed } from './packed-rows.js';
import type { SheetJob, SheetOutcome } from './sheet-job.js';
import { textRows } from './text-rows.js';
import { shortened } from '../../contract/shortened.js';

/** Reads one file. */
export async function readSheets(job: SheetJob): Promise<SheetOutcome> {
  try {
    if (job.kind === 'workbook') {
      // The parser of workbooks takes longer to load than most texts to read.
      const { workbookSheets } = await import('./workbook-sheets.js');
      return { sheets: await workbookSheets(job) };
    }
    const slices = packed(textRows(job.bytes, job.limits), job.limits);
    return { sheets: [{ name: '', isHidden: false, hiddenColumns: [], slices }] };
  } catch (fault) {
    const isTooLarge = (fault as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    const detail = shortened(String((fault as Error).message ?? fault), 200);
    if (/password-protected|encrypt/i.test(detail))
      return { refused: 'file-encrypted', detail: 'it has a password' };
    return { refused: isTooLarge ? 'file-too-large' : 'file-unreadable', detail };
  }
}
