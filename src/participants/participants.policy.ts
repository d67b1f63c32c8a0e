import { reaches } from '../contract/account.js';
import type { Principal } from '../contract/auth.js';
import { initials } from '../contract/initials.js';
import type { Participant } from '../contract/participant.js';

/** Organizers see everybody; a console its own roster; a trainee themselves. */
export function maySeeParticipant(actor: Principal, person: Pick<Participant, 'id' | 'siteId'>): boolean {
  if (actor.kind === 'organizer') return true;
  if (actor.kind === 'coordinator') return actor.siteId === person.siteId;
  return actor.kind === 'trainee' && actor.participantId === person.id;
}

/** Set-up needs numbers, addresses and personal codes; whoever runs the day needs names. */
export const maySeeCodesAndNumbers = (actor: Principal): boolean =>
  actor.kind === 'organizer' && reaches(actor.role, 'organizer');

/**
 * Stewards and consoles get what the roll needs: no personal code, telephone number or e-mail address. A
 * trainee is shown by initials and unit: holding a code does not prove who somebody is.
 */
export function participantShownTo(actor: Principal, person: Participant): Participant {
  switch (actor.kind) {
    case 'organizer':
      return maySeeCodesAndNumbers(actor) ? person : { ...person, code: null, phone: null, email: null };
    case 'coordinator':
      return { ...person, code: null, phone: null, email: null, joinedTo: null };
    case 'trainee':
    case 'viewer':
      return {
        ...person,
        code: null,
        fullName: initials(person.fullName),
        position: null,
        phone: null,
        email: null,
        joinedTo: null,
      };
  }
}
