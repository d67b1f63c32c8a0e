import type { Participant } from '../contract/participant.js';
import type { Person } from './participants.rules.js';

/** A person as an organizer sees them; `participantShownTo` takes away what others may not. */
export function participantOf(row: Person): Participant {
  const {
    id,
    conferenceId,
    siteId,
    code,
    fullName,
    unit,
    position,
    mode,
    phone,
    email,
    origin,
    joinedTo,
    erasedAt,
    createdAt,
    updatedAt,
  } = row;
  return {
    id,
    conferenceId,
    siteId,
    // Made anew, and shown to nobody.
    code: erasedAt === null ? code : null,
    fullName,
    unit,
    position,
    mode,
    phone,
    email,
    origin,
    joinedTo,
    erasedAt,
    createdAt,
    updatedAt,
  };
}
