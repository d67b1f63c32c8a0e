import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction, UnitOfWork } from '../../src/platform/database/unit-of-work.js';

/**
 * A write inside another's work waits for ever on SQLite, where writes queue. In stories it fails at once
 * and says why. The service itself does not look for it: the means, AsyncLocalStorage, makes every
 * `await` three times as dear on Node 20.
 */
export function refuseNestedWork(unitOfWork: UnitOfWork): void {
  const around = new AsyncLocalStorage<{ isOpen: boolean }>();
  const run = unitOfWork.run.bind(unitOfWork);
  unitOfWork.run = <T>(work: (tx: Transaction) => Promise<T>, askedAt?: number): Promise<T> => {
    // What a work has only set going, a timer say, may write once the work is done.
    if (around.getStore()?.isOpen)
      return Promise.reject(new Error('UnitOfWork.run inside the work of another: hand its transaction on'));
    const inside = { isOpen: true };
    return run(async (tx) => {
      try {
        return await around.run(inside, () => work(tx));
      } finally {
        inside.isOpen = false;
      }
    }, askedAt);
  };
}
