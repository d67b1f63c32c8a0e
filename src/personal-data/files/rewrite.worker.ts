import { answer } from '../../platform/workers/answer.js';
import { rewriteDatabase } from './rewrite-database.js';

await answer(rewriteDatabase);
