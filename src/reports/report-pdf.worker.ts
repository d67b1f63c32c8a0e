import { answer } from '../platform/workers/answer.js';
import { writeReportPdf } from './report-pdf.js';

await answer(writeReportPdf);
