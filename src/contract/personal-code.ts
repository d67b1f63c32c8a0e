import { cleanText } from './clean-text.js';

/** Crockford's Base32: no I, L, O, U, so that nothing is misread aloud or on paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Crockford's check symbols, modulo 37. */
const CHECK = `${ALPHABET}*~$=U`;
export const PERSONAL_CODE_LENGTH = 10;

/**
 * A code from random bytes: 10 characters (50 bits) and a check character. The last character moves on until
 * the check is a letter or digit too: `*~$=` are hard to say and to find on a phone.
 */
export function personalCode(random: Uint8Array): string {
  const head = [...random.subarray(0, PERSONAL_CODE_LENGTH - 1)].map((byte) => ALPHABET[byte % 32]).join('');
  for (let last = random[PERSONAL_CODE_LENGTH - 1]!; ; last += 1) {
    const body = head + ALPHABET[last % 32];
    const check = checkCharacter(body);
    if (ALPHABET.includes(check)) return body + check;
  }
}

/**
 * As compared and hashed: cleaned, upper case, without blanks and dashes of any kind.
 * Office-made codes keep their letters.
 */
export function normalizedCode(text: string): string {
  return cleanText(text)
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212]+/gu, '');
}

export function checkCharacter(body: string): string {
  let rest = 0;
  for (const character of body) rest = (rest * 32 + ALPHABET.indexOf(character)) % 37;
  return CHECK[rest] ?? '';
}

/**
 * True for a code of ours whose check character fits; false for a mistyped one.
 * Office-made codes have none: null.
 */
export function isCodeSound(text: string): boolean | null {
  return isSoundAsItStands(normalizedCode(text));
}

/** As `isCodeSound`, of what `normalizedCode` has answered: for many at once. */
export function isSoundAsItStands(code: string): boolean | null {
  if (!/^[0-9A-HJKMNP-TV-Z]{10}[0-9A-HJKMNP-TV-Z*~$=U]$/.test(code)) return null;
  return checkCharacter(code.slice(0, -1)) === code.slice(-1);
}

/**
 * Returns what a console stores instead of the code: SHA-256 hex of
 * `conferenceId:CODE`. Web Crypto runs in the service and in the browser.
 */
export async function codeHash(conferenceId: string, code: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${conferenceId}:${normalizedCode(code)}`);
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
