import type { Program } from '../../platform/workers/workers.js';
import type { writeDocxFile } from './paper-docx-file.js';
import type { writePdfFile } from './paper-pdf-file.js';

const limits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8, milliseconds: 120_000 };
const docx: Program<typeof writeDocxFile> = {
  entry: new URL('./paper-docx.worker.js', import.meta.url),
  limits,
  endsByItself: true,
};
const pdf: Program<typeof writePdfFile> = {
  entry: new URL('./paper-pdf.worker.js', import.meta.url),
  limits,
  endsByItself: true,
};
/** What writes a paper in each format. */
export const PAPER_PROGRAMS = { docx, pdf };
