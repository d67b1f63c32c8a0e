import { cleanText } from './clean-text.js';

/**
 * Text as a search compares it: cleaned, no case, no diacritics, `đ` as `d`, single blanks.
 * `Đặng  Thị HƯỜNG` → `dang thi huong`.
 */
export function folded(text: string): string {
  return cleanText(text)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** The last word of a Vietnamese name: what somebody is called by, and what offices sort by. */
export const givenName = (fullName: string): string => fullName.trim().split(/\s+/).pop() ?? '';

/** By given name first, as offices sort rosters. */
export function byGivenName(a: string, b: string): number {
  return givenName(a).localeCompare(givenName(b), 'vi') || a.localeCompare(b, 'vi');
}
