import { folded, givenName } from '../contract/folded.js';
import { normalizedCode } from '../contract/personal-code.js';
import type { ProblemCode } from '../contract/problem.js';
import type { ParticipantRow } from './participant.entity.js';

/**
 * Returns the text for searches and the order of lists. The given name comes first; the bar separates it
 * from the rest.
 */
export const searchText = (person: {
  fullName: string;
  code: string;
  unit: string | null;
  officeCodeKey?: string | null;
}): string =>
  folded(
    `${givenName(person.fullName)} | ${person.fullName} ${person.code} ${normalizedCode(person.code)} ` +
      `${person.unit ?? ''} ${person.officeCodeKey ?? ''}`,
  );

/**
 * The search as a LIKE pattern for `nameFolded`, with `\` as escape; null when there is nothing to look for.
 */
export function searchPattern(search: string | undefined): string | null {
  const sought = folded(search ?? '');
  return sought === '' ? null : `%${sought.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

/** A row but for the keys that follow from its fields. */
export type Person = Omit<ParticipantRow, 'codeKey' | 'nameFolded' | 'nameKey'>;

export function completed(person: Person): ParticipantRow {
  return {
    ...person,
    codeKey: normalizedCode(person.code),
    nameFolded: searchText(person),
    nameKey: folded(person.fullName),
  };
}

/** Why this walk-in cannot be taken for that person; `null` if they can. */
export function joinFault(walkIn: Person, person: Person): ProblemCode | null {
  if (
    walkIn.origin !== 'walk_in' ||
    person.origin !== 'roster' ||
    walkIn.conferenceId !== person.conferenceId
  )
    return 'participant.not-joinable';
  return walkIn.joinedTo === null || walkIn.joinedTo === person.id ? null : 'participant.joined';
}
