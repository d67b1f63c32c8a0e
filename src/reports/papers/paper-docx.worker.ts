import { answer } from '../../platform/workers/answer.js';
import { writeDocxFile } from './paper-docx-file.js';

await answer(writeDocxFile);
