/** An empty field of a form says: none. */
export function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
