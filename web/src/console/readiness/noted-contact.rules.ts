import type { CoordinatorBody } from '#contract/readiness.js';
import type { Id } from '#contract/wire.js';
import type { RosterHead } from '../store/rows.js';

/**
 * The head of the roster with who is in charge of the site now. `null` if this device has another site's by
 * now, or none: the name must not be stored there.
 */
export function withContact(
  head: RosterHead | undefined,
  siteId: Id,
  { name, phone }: CoordinatorBody,
): RosterHead | null {
  if (head?.site.id !== siteId) return null;
  return { ...head, site: { ...head.site, contactName: name, contactPhone: phone } };
}
