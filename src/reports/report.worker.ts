import { answer } from '../platform/workers/answer.js';
import { writeReport } from './report-file.js';

await answer(writeReport);
