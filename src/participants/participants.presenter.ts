import type { Participant } from '../contract/participant.js';
import type { ParticipantRow } from './participant.entity.js';

/** A person as an organizer sees them; `participantShownTo` takes away what others may not. */
export function participantOf(row: ParticipantRow): Participant {
  const { codeKey: _codeKey, nameFolded: _nameFolded, seq: _seq, removedAt: _removedAt, ...person } = row;
  return person;
}
