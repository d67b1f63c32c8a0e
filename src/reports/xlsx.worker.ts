import { answer } from '../platform/workers/answer.js';
import { writePackedTables } from './packed-tables-file.js';

await answer(writePackedTables);
