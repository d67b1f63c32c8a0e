/** The last time that this tab loaded its page again because the service no longer served it. */
export interface Reload {
  /** The version of the contract that the page spoke. */
  contract: number;
  at: number;
}

/** Without a sign that the service has another page. */
export const BLIND_RELOAD_EVERY_MS = 3_600_000;
/** With one: between two services of different versions a page may be sent to and fro. */
export const RELOAD_EVERY_MS = 60_000;

/**
 * Whether a page of this version may load itself again: once, and again when that has brought a newer one or
 * was long ago.
 */
export function mayReload(last: Reload | null, contract: number, now: number, every: number): boolean {
  return last === null || contract > last.contract || Math.abs(now - last.at) >= every;
}
