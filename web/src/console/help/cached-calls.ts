import type { HelpCall } from '#contract/help.js';
import type { Id, Instant } from '#contract/wire.js';

/**
 * The call that has not reached the service yet. There is at most one: a second one would repeat the first.
 */
export interface WaitingCall {
  id: Id;
  message: string;
  /** When the call was made, by the service's clock as far as this device knows it. */
  at: Instant;
  /** Why the service refused the call. A refused call is not sent again; it stays until it is taken back. */
  refused: string | null;
}
/**
 * The calls for help of one site, as this device caches them. They are no entries, so no tally counts them.
 */
export interface CachedCalls {
  siteId: Id;
  waiting: WaitingCall | null;
  /** The calls of every device of the site as last received, newest first. */
  calls: HelpCall[];
}
