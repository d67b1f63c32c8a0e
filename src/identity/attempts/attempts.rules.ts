import { isIPv6 } from 'node:net';

/** Ways to sign in. Each is counted by itself: failures of one kind never stand in the way of another. */
export type AttemptKind = 'password' | 'pairing' | 'trainee' | 'view' | 'invitation' | 'set-up' | 'provider';

/**
 * The form of a tried code. `typo`: its form or check character is wrong, so it is none that we made.
 * `strong`: it has the form of our own codes (50 bits or more). `weak`: an office's own code, or a password.
 */
export type GuessForm = 'typo' | 'strong' | 'weak';

const MINUTE = 60_000;
/** After this long, as many failures as are free are forgotten. */
export const PLACE_WINDOW = 10 * MINUTE;
/** Failures on one account are forgotten after this long. */
export const SUBJECT_WINDOW = 15 * MINUTE;

/** Failures of one kind at one address before it is slowed down: many people share an address. */
export const FREE = { typo: 600, strong: 60, weak: 60 } as const satisfies Record<GuessForm, number>;
/** While wrong codes arrive from everywhere, at an address where no paired console works. */
export const FREE_UNDER_ATTACK = 20;
/** Wrong codes of one kind from everywhere in `PLACE_WINDOW`; more of them count as an attack. */
export const CODES_LIMIT = 2_000;

/** Attempts past the free ones that are held back rather than refused. */
export const HELD_ATTEMPTS = 10;
/** No attempt is held back longer than this. */
export const HELD_AT_MOST = 3_000;
const LONGEST_GAP = 10;

/**
 * Right codes of our own pass at an address that is over its limit, as long as so
 * few a second are compared there.
 */
export const COMPARED_OVER_LIMIT = 50;

/**
 * Failures on one account from everywhere, past which each further attempt is
 * held back a little, never refused.
 */
export const SUBJECT_LIMIT = 30;
export const HELD_BACK_MS = 1_500;

/** Where an attempt comes from. */
export interface PlaceFacts {
  isSiteNetwork: boolean;
  isUnderAttack: boolean;
}

export function freeFailures(form: GuessForm, { isSiteNetwork, isUnderAttack }: PlaceFacts): number {
  if (form === 'typo') return FREE.typo;
  return isUnderAttack && !isSiteNetwork ? FREE_UNDER_ATTACK : FREE[form];
}

/**
 * Milliseconds between two attempts at an address with so many failures past the
 * free ones: 1 s, growing to 10 s.
 */
export const gapAfter = (over: number): number => Math.min(1 + Math.floor(over / 10), LONGEST_GAP) * 1_000;

/**
 * Seconds that one account waits at one address after so many failures: none for
 * three, then doubling to a minute.
 */
export function delayAfter(failures: number): number {
  return failures < 4 ? 0 : Math.min(2 ** (failures - 4), 60);
}

/** People who may be opened at one address at once, and the milliseconds until there is room for one more. */
export interface PeopleAllowance {
  atOnce: number;
  oneMoreEvery: number;
}
/**
 * By an office's own codes, which may be consecutive: more than a site of 50 needs, far less than a list has.
 */
const PEOPLE_BY_WEAK_CODES: PeopleAllowance = { atOnce: 55, oneMoreEvery: 10_000 };
/** By codes of our own, which nobody guesses: many telephones share an address of their network. */
const PEOPLE_BY_STRONG_CODES: PeopleAllowance = { atOnce: 200, oneMoreEvery: 1_000 };
/** Where a paired console works. */
const PEOPLE_AT_SITE: PeopleAllowance = { atOnce: 2_000, oneMoreEvery: 300 };

export function peopleAllowance(form: GuessForm, isSiteNetwork: boolean): PeopleAllowance {
  if (isSiteNetwork) return PEOPLE_AT_SITE;
  return form === 'strong' ? PEOPLE_BY_STRONG_CODES : PEOPLE_BY_WEAK_CODES;
}

/** Addresses of one household or office count as one: an IPv6 customer holds a whole /64. */
export function addressKey(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
