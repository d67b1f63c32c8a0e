import { isIPv6 } from 'node:net';

export const KINDS = ['password', 'pairing', 'trainee', 'view'] as const;
export type AttemptKind = (typeof KINDS)[number];

/** Failures are forgotten after these many seconds. */
export const WINDOW = { pair: 15 * 60, subject: 15 * 60, address: 10 * 60, codes: 10 * 60 } as const;
/** Failures of one address in its window: many people share one. */
export const ADDRESS_LIMIT = 60;
/** Wrong codes from everywhere in the window; past it an address is refused from its third wrong one on. */
export const CODES_LIMIT = 2_000;
export const ADDRESS_LIMIT_UNDER_ATTACK = 3;
/** Failures on one account from everywhere, past which each further attempt is held back a little, never refused. */
export const SUBJECT_LIMIT = 30;
export const HELD_BACK_MS = 1_500;

/** Seconds that one subject has to wait at one address after so many failures: none for a slip or three, then doubling to a minute. */
export function delayAfter(failures: number): number {
  return failures < 4 ? 0 : Math.min(2 ** (failures - 4), 60);
}

/** Addresses of one household or office count as one: an IPv6 customer holds a whole /64. */
export function addressKey(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const groups = tail === undefined ? left : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
