import { Random } from '../random.js';
import { personName } from './model-people.js';

export interface ModelContact {
  contactName: string;
  /** Counted up from 0900 000 001, so that everybody sees that it is invented. */
  contactPhone: string;
  /** Whose cable it hangs on. */
  line: string;
}

/** Invented, like the people. */
const LINES = [
  ['Mạng nội bộ tỉnh', 5],
  ['Nhà mạng A', 3],
  ['Nhà mạng B', 2],
] as const;

/** Gives each site an invented person in charge and a line. Own seeds leave a day's people as they are. */
export function withContacts<T extends object>(sites: readonly T[]): (T & ModelContact)[] {
  const [random, lines] = [new Random(239), new Random(114)];
  return sites.map((site, at) => ({
    ...site,
    contactName: personName(random),
    contactPhone: inventedPhone(at + 1),
    line: lines.weighted(LINES),
  }));
}

/** @param number 1 … 999,999 */
export function inventedPhone(number: number): string {
  const digits = String(number).padStart(6, '0');
  return `0900 ${digits.slice(0, 3)} ${digits.slice(3)}`;
}
