import type { Program } from '../../platform/workers/workers.js';
import type { writePaperDocx } from './paper-docx.js';
import type { writePaperPdf } from './paper-pdf.js';

const limits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8, milliseconds: 120_000 };
const docx: Program<typeof writePaperDocx> = {
  entry: new URL('./paper-docx.worker.js', import.meta.url),
  limits,
};
const pdf: Program<typeof writePaperPdf> = {
  entry: new URL('./paper-pdf.worker.js', import.meta.url),
  limits,
};
/** What writes a paper in each format. */
export const PAPER_PROGRAMS = { docx, pdf };
