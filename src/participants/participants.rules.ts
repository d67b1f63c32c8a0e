import { folded } from '../contract/folded.js';
import { normalizedCode } from '../contract/personal-code.js';

/** What a search looks in. The name comes first: lists lie in its order. */
export const searchText = (person: { fullName: string; code: string; unit: string | null }): string =>
  folded(`${person.fullName} ${person.code} ${normalizedCode(person.code)} ${person.unit ?? ''}`);

/** The search as a LIKE pattern for `nameFolded`, with `\` as escape; null when there is nothing to look for. */
export function searchPattern(search: string | undefined): string | null {
  const sought = folded(search ?? '');
  return sought === '' ? null : `%${sought.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
