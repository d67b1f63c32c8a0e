/** The last time this tab reloaded its page because the service no longer served it. */
export interface Reload {
  /** The version of the contract that the page spoke. */
  contract: number;
  at: number;
}

/** How often to reload without a sign that the service has another page. */
export const BLIND_RELOAD_EVERY_MS = 3_600_000;
/** How often to reload with such a sign: two services of different versions may alternate. */
export const RELOAD_EVERY_MS = 60_000;

/**
 * Answers whether a page of this version may reload itself: once, and again if that brought a newer one or
 * was long ago.
 */
export function mayReload(last: Reload | null, contract: number, now: number, every: number): boolean {
  return last === null || contract > last.contract || Math.abs(now - last.at) >= every;
}
