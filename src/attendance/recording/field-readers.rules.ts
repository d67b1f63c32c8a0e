import { oneLine } from '../../contract/clean-text.js';
import type { Instant } from '../../contract/wire.js';

/*
 * Reads the fields of an entry. Each reader answers the value in its normal form, or `WRONG`.
 */

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
/** No halves of a surrogate pair, which PostgreSQL does not store; control characters are gone already. */
export const textOf = (max: number): RegExp => new RegExp(`^\\P{Cs}{1,${max}}$`, 'u');
export const TEXT_LIMITS = {
  code: 80,
  reason: 500,
  note: 500,
  amendment: 500,
  fullName: 200,
  unit: 200,
  position: 200,
} as const;

/** As nearly every sender writes it: nothing is left to be done. The 29th and later are looked at closely. */
const NORMAL_INSTANT =
  /^(?!9999)(?:19|[2-9]\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** As `Moment` of platform/http: from 1900 to 9998, once it is in UTC. */
const IN_RANGE = /^(?!9999)(?:19|[2-9]\d)\d\d-/;

/** The time in UTC with milliseconds; null when there is no such time. */
export function instantOf(value: unknown): Instant | null {
  if (typeof value !== 'string') return null;
  if (NORMAL_INSTANT.test(value)) return value;
  if (!INSTANT.test(value)) return null;
  const time = new Date(value);
  if (Number.isNaN(time.getTime()) || !isRealDay(value)) return null;
  const instant = time.toISOString();
  return IN_RANGE.test(instant) ? instant : null;
}

/** JavaScript reads 31 April as 1 May. */
function isRealDay(text: string): boolean {
  const day = Number(text.slice(8, 10));
  return (
    day <= 28 ||
    new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day)).getUTCDate() === day
  );
}

/** Marks a value that its field does not take. */
export const WRONG = Symbol('wrong');
export type Read = (value: unknown) => unknown;

export const id: Read = (value) =>
  typeof value === 'string' && value.length === 36 && UUID.test(value) ? value.toLowerCase() : WRONG;
export const instant: Read = (value) => instantOf(value) ?? WRONG;
export const count: Read = (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? value : WRONG);
/** Adding 0 makes a 0 of the -0 that JSON knows. */
export const within =
  (min: number, max: number): Read =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
      ? (value as number) + 0
      : WRONG;
export const flag: Read = (value) => (typeof value === 'boolean' ? value : WRONG);
export const oneOf =
  (words: readonly string[]): Read =>
  (value) =>
    typeof value === 'string' && words.includes(value) ? value : WRONG;
export const text = (max: number): Read => {
  const pattern = textOf(max);
  return (value) => {
    if (typeof value !== 'string') return WRONG;
    const tidy = oneLine(value);
    return tidy === '' ? null : pattern.test(tidy) ? tidy : WRONG;
  };
};
