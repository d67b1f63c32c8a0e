import type { SiteContact } from '../contract/readiness.js';
import type { SiteContactRow } from './site-contact.entity.js';

/** SQLite has no truth values: there `called` is 0 or 1 when a statement reads it. */
export function contactOf({ id, siteId, called, note, at, by }: SiteContactRow): SiteContact {
  return { id, siteId, called: Boolean(called), note, at, by };
}
