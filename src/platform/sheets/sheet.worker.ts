import { answer } from '../workers/answer.js';
import { readSheets } from './read-sheets.js';

await answer(readSheets);
