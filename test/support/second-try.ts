import { jest } from '@jest/globals';

/**
 * A browser on a busy machine misses a moment now and then. A story gets one more try, and `npm test` names it:
 * one that is named again and again has a fault, or its test has.
 */
jest.retryTimes(1, { logErrorsBeforeRetry: true });
