/** Answers what the person chose earlier in this browser; `null` if nothing, or it may not be read. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
/** Remembers a choice of this person, not a fact of the roll: those stand in the store. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser may refuse storage; the choice then holds for this page alone.
  }
}
