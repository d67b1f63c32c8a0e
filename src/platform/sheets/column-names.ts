import { folded } from '../../contract/folded.js';

/** A heading as headings are compared: without case, diacritics, blanks and signs. */
export const keyOf = (heading: string): string => folded(heading).replace(/[^\p{L}\p{N}]+/gu, '');

/** `A` for 0, `AA` for 26: as spreadsheets name columns. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
