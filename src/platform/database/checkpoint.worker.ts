import { answer } from '../workers/answer.js';
import { checkpoint } from './checkpoint.js';

await answer(checkpoint);
