import { answer } from '../../platform/workers/answer.js';
import { countApart } from './tally-apart.js';

await answer(countApart);
