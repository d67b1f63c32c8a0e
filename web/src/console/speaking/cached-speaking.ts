import type { SpeakRequest } from '#contract/speaking.js';
import type { Id, Instant } from '#contract/wire.js';

/** The request that has not reached the service yet. There is at most one. */
export interface UnsentRequest {
  id: Id;
  topic: string;
  speaker: string | null;
  /** The session that was on when it was made, as far as this device knows. */
  sessionId: Id | null;
  /** When it was made, by the service's clock as far as this device knows it. */
  at: Instant;
  /** Why the service refused it. A refused one is not sent again; it stays until it is taken back. */
  refused: string | null;
}
/** The requests to speak of one site, as this device caches them. */
export interface CachedSpeaking {
  siteId: Id;
  unsent: UnsentRequest | null;
  /** Those of every device of the site as last received, the latest first. */
  requests: SpeakRequest[];
}
