import type { Principal } from '../contract/auth.js';
import type { Site } from '../contract/site.js';

/** Organizers see every site; a console and a trainee their own. */
export function maySeeSite(actor: Principal, site: Pick<Site, 'id'>): boolean {
  if (actor.kind === 'organizer') return true;
  return (actor.kind === 'coordinator' || actor.kind === 'trainee') && actor.siteId === site.id;
}

/** Names and telephone numbers of contacts are for organizers and the site's own console. */
export function maySeeContacts(actor: Principal, site: Pick<Site, 'id'>): boolean {
  return actor.kind === 'organizer' || (actor.kind === 'coordinator' && actor.siteId === site.id);
}

/** The site as this principal is shown it. */
export function shownTo(actor: Principal, site: Site): Site {
  return maySeeContacts(actor, site) ? site : { ...site, contactName: null, contactPhone: null };
}
