import { answer } from '../../platform/workers/answer.js';
import { writePdfFile } from './paper-pdf-file.js';

await answer(writePdfFile);
