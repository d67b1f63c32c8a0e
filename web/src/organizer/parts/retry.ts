import { ApiFault } from '../../shared/api.js';

const SLOWEST_MS = 30_000;

/** Answers the delay before the next automatic attempt: short at first, then longer. */
export function retryDelay(tries: number): number {
  return Math.min(3_000 * 2 ** tries, SLOWEST_MS);
}

/**
 * Answers whether the same request may succeed later: no answer, or a service that cannot answer now. Other
 * faults need a person.
 */
export function mayPass(fault: unknown): boolean {
  return (
    fault instanceof ApiFault &&
    (fault.code === 'network' || fault.code === 'foreign' || fault.status === 408 || fault.status >= 500)
  );
}

/**
 * Retries after a delay, and at once when the network is back or the page is visible again. Answers a
 * function that stops it.
 */
export function retryLater(work: () => void, tries: number): () => void {
  const look = (): void => {
    if (!document.hidden) work();
  };
  const timer = setTimeout(look, retryDelay(tries));
  addEventListener('online', look);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    removeEventListener('online', look);
    document.removeEventListener('visibilitychange', look);
  };
}
