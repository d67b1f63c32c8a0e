import { jest } from '@jest/globals';

/**
 * Retries a story once, because a browser on a busy machine is late now and then. `npm test` names the
 * retried stories: repeated names show a fault in the story or its test.
 */
jest.retryTimes(1, { logErrorsBeforeRetry: true });
