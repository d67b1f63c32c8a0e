import { answer } from '../../platform/workers/answer.js';
import { writePaperDocx } from './paper-docx.js';

await answer(writePaperDocx);
