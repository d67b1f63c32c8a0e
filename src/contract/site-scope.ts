import type { EntryKind } from './attendance.js';

/**
 * Whether a console may make an entry of this kind about a person: of its own roster, any; of another
 * site's roster, `present` (the person is its guest), and `left` after it has marked them present. An
 * `undo` takes back its own alone.
 */
export function mayConsoleSay(
  kind: EntryKind,
  person: { isOfSite: boolean; wasPresentHere: boolean },
): boolean {
  if (person.isOfSite || (kind !== 'absent' && kind !== 'left')) return true;
  return kind === 'left' && person.wasPresentHere;
}

/**
 * Walk-ins that a site's consoles may add before the organizers are asked.
 * @param expected the stated headcount, else the length of the roster
 */
export const walkInLimit = (expected: number): number => 3 * expected + 50;
