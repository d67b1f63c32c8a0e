import type { HelpCall } from '#contract/help.js';
import type { Id, Instant } from '#contract/wire.js';

/** The call that has not reached the service yet: one at most, a second one would only say the same again. */
export interface WaitingCall {
  id: Id;
  message: string;
  /** When it was made, by the service's clock as far as this device knows it. */
  at: Instant;
  /** Why the service does not take it; then it is not sent again, and stays until it is taken back. */
  refused: string | null;
}
/** The calls for help of one site, as this device keeps them. They are no entries: no tally counts them. */
export interface CachedCalls {
  siteId: Id;
  waiting: WaitingCall | null;
  /** As last heard, newest first; of every device of the site. */
  calls: HelpCall[];
}
