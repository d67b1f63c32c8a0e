import { answer } from '../platform/workers/answer.js';
import { writeXlsx } from './xlsx.js';

await answer(writeXlsx);
