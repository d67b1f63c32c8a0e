/**
 * Text as a search compares it: no case, no diacritics, `đ` as `d`, single blanks.
 * `Đặng  Thị HƯỜNG` → `dang thi huong`.
 */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Sort key of a Vietnamese name: given name (the last word) first, as offices sort rosters. */
export function byGivenName(a: string, b: string): number {
  const given = (name: string): string => name.trim().split(/\s+/).at(-1) ?? '';
  return given(a).localeCompare(given(b), 'vi') || a.localeCompare(b, 'vi');
}
