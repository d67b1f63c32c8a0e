import type { Program } from '../workers/workers.js';
import type { readSheets } from './read-sheets.js';

/**
 * Reads one file. A parser that needs more is being fooled; the service must outlive it. The heap's
 * limit does not count what lies outside it, the file and its unpacked parts: those have limits of their
 * own, and all together are 200 MB.
 */
export const SHEET_PROGRAM: Program<typeof readSheets> = {
  entry: new URL('./sheet.worker.js', import.meta.url),
  limits: { maxOldGenerationSizeMb: 112, maxYoungGenerationSizeMb: 16, stackSizeMb: 4, milliseconds: 4_500 },
};
