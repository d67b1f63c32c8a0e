/**
 * The text of a code, or undefined if there is none: what people or a newer service have written may be a
 * code that this page does not know.
 */
export const textOf = (texts: Partial<Record<string, string>>, code: string): string | undefined =>
  texts[code];
