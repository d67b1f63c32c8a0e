import { answer } from '../platform/workers/answer.js';
import { writePdf } from './pdf.js';

await answer(writePdf);
