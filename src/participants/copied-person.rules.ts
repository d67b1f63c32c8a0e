import { isSoundAsItStands } from '../contract/personal-code.js';
import type { ParticipantRow } from './participant.entity.js';
import type { Person } from './participants.rules.js';

/**
 * The person in another conference, by a code of their own there. A code that their office made stays known,
 * so that its next file finds them; nobody signs in with it, and a code of ours is never handed on.
 */
export function copiedPerson(
  { codeKey, officeCodeKey, fullName, unit, position, mode, phone, email }: ParticipantRow,
  own: Pick<Person, 'id' | 'conferenceId' | 'siteId' | 'code' | 'seq' | 'createdAt' | 'updatedAt'>,
): Person {
  return {
    ...own,
    officeCodeKey: isSoundAsItStands(codeKey) === true ? officeCodeKey : codeKey,
    fullName,
    unit,
    position,
    mode,
    phone,
    email,
    origin: 'roster',
    joinedTo: null,
    removedAt: null,
    erasedAt: null,
  };
}
