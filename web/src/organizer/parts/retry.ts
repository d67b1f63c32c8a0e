import { ApiFault } from '../../shared/api.js';

const SLOWEST_MS = 30_000;

/** How long to wait before trying again by oneself, after so many tries in vain: soon, then slower. */
export function retryDelay(tries: number): number {
  return Math.min(3_000 * 2 ** tries, SLOWEST_MS);
}

/**
 * Whether the same request may work in a while: no answer, or a service that cannot
 * now. Anything else needs a person.
 */
export function mayPass(fault: unknown): boolean {
  return (
    fault instanceof ApiFault &&
    (fault.code === 'network' || fault.code === 'foreign' || fault.status === 408 || fault.status >= 500)
  );
}

/**
 * Tries again in a while, and at once when the network is back or somebody looks at the
 * page. Answers how to give it up.
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
