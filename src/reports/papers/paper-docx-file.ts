import { writePaperDocx } from './paper-docx.js';
import { type PaperJob, readPaper } from './paper-read.js';

/** Reads what the paper says and writes it. @throws TooLargeReport */
export const writeDocxFile = async (job: PaperJob): Promise<Uint8Array> =>
  writePaperDocx(await readPaper(job));
