import { answer } from '../platform/workers/answer.js';
import { writeFigures } from './figures-file.js';

await answer(writeFigures);
