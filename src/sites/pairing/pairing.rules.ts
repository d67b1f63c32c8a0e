import type { Day, Instant } from '../../contract/wire.js';

/** Crockford's Base32: no I, L, O, U, so that nothing is misread aloud or on paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;
const DAY = 24 * 60 * 60 * 1000;
const LEAST_DAYS = 14;
/** After the last day, in whatever time zone the conference is. */
const DAYS_AFTER_END = 2;

/** A pairing code from random bytes: 50 bits as they are compared and hashed. */
export function pairingCode(random: Uint8Array): string {
  return [...random.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % 32]).join('');
}

/** As it is shown and read aloud: `7QK2M-9XZ4A`. */
export const grouped = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/**
 * Normalizes a typed code: blanks and hyphens are dropped, and O, I and L become the digits that they look
 * like. `null` if it cannot be a pairing code.
 */
export function typedPairingCode(text: string): string | null {
  const code = text
    .toUpperCase()
    .replace(/[\s-]+/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((character) => ALPHABET.includes(character)) ? code : null;
}

/**
 * Sheets are printed long before the day, and must still work on it: 14 days, or until
 * after the conference's last day.
 */
export function pairingExpiry(now: number, endsOn: Day): Instant {
  return new Date(
    Math.max(now + LEAST_DAYS * DAY, Date.parse(`${endsOn}T00:00:00.000Z`) + DAYS_AFTER_END * DAY),
  ).toISOString();
}
