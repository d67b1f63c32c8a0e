import { answer } from '../../platform/workers/answer.js';
import { writePaperPdf } from './paper-pdf.js';

await answer(writePaperPdf);
