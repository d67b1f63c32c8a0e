import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Clock } from '../platform/clock/clock.js';
import type { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { ReceiptsRepository } from './receipts.repository.js';
import { ReceiptsService } from './receipts.service.js';

beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate'] }));
afterEach(() => void jest.useRealTimers());

it('does not stop while deliveries are being stored', async () => {
  let commit = (): void => undefined;
  const committing = new Promise<void>((resolve) => (commit = resolve));
  const unitOfWork = { run: () => committing } as unknown as UnitOfWork;
  const receipts = new ReceiptsService(unitOfWork, {} as ReceiptsRepository, new Clock());
  receipts.noteDelivered('site', ['announcement']);
  await jest.runOnlyPendingTimersAsync();
  let isStopped = false;
  const stopped = receipts.onModuleDestroy().then(() => (isStopped = true));
  await new Promise(setImmediate);
  expect(isStopped).toBe(false);
  commit();
  await stopped;
});
