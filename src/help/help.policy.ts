import type { Principal } from '../contract/auth.js';
import type { HelpCall } from '../contract/help.js';

/**
 * A call is between the site's consoles and the organizers. Which of the two may close
 * it in which way, the routes say.
 */
export function mayHear(actor: Principal, { siteId }: Pick<HelpCall, 'siteId'>): boolean {
  return actor.kind === 'organizer' || (actor.kind === 'coordinator' && actor.siteId === siteId);
}
