import { partsIn, worksIn } from '../contract/account.js';
import type { Principal } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';

/**
 * Organizers see those in which they work or have a part, drafts too. Nobody else sees drafts. Whoever signed
 * in for one conference sees only that one; without a sign-in everything but drafts is public.
 */
export function maySee(actor: Principal | undefined, conference: Pick<Conference, 'id' | 'status'>): boolean {
  if (actor?.kind === 'organizer')
    return worksIn(actor, conference.id) || partsIn(actor, conference.id).length > 0;
  if (conference.status === 'draft') return false;
  return actor === undefined || actor.conferenceId === conference.id;
}

/** The hall's telephone and the links of the broadcast; a console is of its own conference alone. */
export function maySeeChannels(actor: Principal | undefined): boolean {
  return actor?.kind === 'organizer' || actor?.kind === 'coordinator';
}
