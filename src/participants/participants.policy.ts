import type { Principal } from '../contract/auth.js';
import type { Participant } from '../contract/participant.js';

/** Organizers see everybody; a console its own roster; a trainee themselves. */
export function maySeeParticipant(actor: Principal, person: Pick<Participant, 'id' | 'siteId'>): boolean {
  if (actor.kind === 'organizer') return true;
  if (actor.kind === 'coordinator') return actor.siteId === person.siteId;
  return actor.kind === 'trainee' && actor.participantId === person.id;
}

/** A console gets what the roll needs: no code to sign in with, no telephone number, no address. */
export function participantShownTo(actor: Principal, person: Participant): Participant {
  return actor.kind === 'coordinator' ? { ...person, code: null, phone: null, email: null, joinedTo: null } : person;
}
