import { writePaperPdf } from './paper-pdf.js';
import { type PaperJob, readPaper } from './paper-read.js';

/** Reads what the paper says and writes it. @throws TooLargeReport */
export const writePdfFile = async (job: PaperJob): Promise<Uint8Array> => writePaperPdf(await readPaper(job));
