import type { Id } from '#contract/wire.js';

/** The site that this browser is a console of, and its sign-in. */
export interface PairedSite {
  siteId: Id;
  token: string;
}

/**
 * Reads the pairing from the console's store; `null` if there is none. It never makes the store: an empty one
 * would stop the console from making its own.
 */
export function pairedSite(): Promise<PairedSite | null> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('diemcau-console');
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onerror = () => resolve(null);
    opening.onsuccess = () => {
      const db = opening.result;
      const reading = db.transaction('meta').objectStore('meta').get('pairing');
      const end = (found: PairedSite | undefined): void => {
        db.close();
        resolve(found ? { siteId: found.siteId, token: found.token } : null);
      };
      reading.onsuccess = () => end(reading.result as PairedSite | undefined);
      reading.onerror = () => end(undefined);
    };
  });
}
