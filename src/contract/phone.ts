/** The longest telephone number that is stored. */
export const PHONE_LENGTH = 40;
/** Digits as people group them, and an extension: `+84 204 3854 000`, `(0204) 3.854.000`, `19001234 x12`. */
const PHONE = /^\+?[\d\s().-]+(?:[;,xX#]\s*\d{1,6})?$/;
/** The first number in a text. Lists of offices often hold two in one cell. */
const FIRST = /(\+?[\s(]*\d[\d\s().-]*)(?:[;,xX#]\s*(\d{1,6})\s*$)?/;
/** Emergency numbers have three digits. */
const FEWEST_DIGITS = 3;

/** Whether a text is one telephone number, as it is dialled or read aloud. */
export function isPhone(text: string): boolean {
  if (text.length > PHONE_LENGTH || !PHONE.test(text)) return false;
  return (dialled(text) ?? '').replace('+', '').split(',')[0]!.length >= FEWEST_DIGITS;
}

/** What a telephone dials for a text: an extension follows after a pause. `null` if it holds no number. */
export function dialled(text: string): string | null {
  const [, number, extension] = FIRST.exec(text) ?? [];
  if (number === undefined) return null;
  return number.replace(/[^\d+]/g, '') + (extension === undefined ? '' : `,${extension}`);
}
