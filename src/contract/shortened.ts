/**
 * Returns at most `length` UTF-16 units of `text`. Never parts a character of two units: PostgreSQL refuses
 * half a character in JSON, and a screen shows a box for it.
 */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const isParted = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isParted ? length - 1 : length);
}
