import { folded, givenName } from '../contract/folded.js';
import { normalizedCode } from '../contract/personal-code.js';
import type { ProblemCode } from '../contract/problem.js';
import type { ParticipantRow } from './participant.entity.js';
import type { Listing, ListingChange } from './participants.events.js';

/** More people than this are counted anew rather than one by one. */
const LISTINGS_LIMIT = 500;

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

type Listed = Pick<ParticipantRow, 'id' | 'siteId' | 'origin' | 'removedAt' | 'joinedTo'>;

/** Must say as `LISTED` does. */
const listingOf = (person: Listed | null): Listing | null =>
  person === null || person.removedAt !== null || person.joinedTo !== null
    ? null
    : { siteId: person.siteId, isWalkIn: person.origin === 'walk_in' };

/**
 * Those of these people whose list is another. @param changes `null`: there was or is no such person
 * @returns `null` if they are too many
 */
export function listingChanges(
  changes: readonly { before: Listed | null; after: Listed | null }[],
): ListingChange[] | null {
  const moved = changes
    .map(({ before, after }) => ({
      participantId: (after ?? before)!.id,
      before: listingOf(before),
      after: listingOf(after),
    }))
    .filter(({ before, after }) => before?.siteId !== after?.siteId);
  return moved.length > LISTINGS_LIMIT ? null : moved;
}

/**
 * A trainee who has moved, since a sign-in names its site; and one with another code, since somebody else may
 * have known the old one.
 */
export const mustSignInAnew = ({ before, after }: { before: Person; after: Person }): boolean =>
  before.siteId !== after.siteId || normalizedCode(before.code) !== normalizedCode(after.code);

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
