import { afterEach, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { PinoLogger } from '../log/pino-logger.js';
import { StorageHealth } from './storage-health.js';

afterEach(() => Logger.overrideLogger(false));

it('a refusal is logged with the words that the operator looks for', () => {
  const logger = new PinoLogger('error');
  const lines: unknown[] = [];
  logger.root.error = (...line: unknown[]) => void lines.push(line);
  Logger.overrideLogger(logger);
  const health = new StorageHealth();
  health.serve();
  health.refused('server.storage', new Error('database or disk is full'));
  health.onApplicationShutdown();
  expect(lines).toEqual([
    [
      expect.objectContaining({
        context: 'Storage',
        code: 'server.storage',
        msg: 'the storage refuses; nothing refused was acknowledged',
      }),
      undefined,
    ],
  ]);
});
