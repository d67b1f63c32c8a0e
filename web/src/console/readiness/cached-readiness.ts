import type { CoordinatorBody, ReadinessBody, SiteReadiness } from '#contract/readiness.js';
import type { Id } from '#contract/wire.js';

/** What the device stores of its site's readiness. */
export interface CachedReadiness {
  siteId: Id;
  /** As the service last answered; `null` before. */
  known: SiteReadiness | null;
  /** Signed here, and not at the service yet; the oldest first. */
  waiting: (ReadinessBody & { id: Id })[];
  /** Who is in charge, if the service does not know it yet. */
  coordinator: CoordinatorBody | null;
}
