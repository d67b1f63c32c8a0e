import type { Principal } from '../contract/auth.js';
import type { SpeakRequest } from '../contract/speaking.js';

/**
 * A request names a person: it is between the site's consoles and the organizers. Which of the two may do
 * what, the routes say.
 */
export function mayHear(actor: Principal, { siteId }: Pick<SpeakRequest, 'siteId'>): boolean {
  return actor.kind === 'organizer' || (actor.kind === 'coordinator' && actor.siteId === siteId);
}
