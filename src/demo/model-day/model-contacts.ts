import { Random } from '../random.js';
import { personName } from './model-people.js';

export interface ModelContact {
  contactName: string;
  /** Counted up from 0900 000 001, so that everybody sees that it is invented. */
  contactPhone: string;
}

/** Gives each site an invented person in charge. Their own seed leaves a day's people as they are. */
export function withContacts<T extends object>(sites: readonly T[]): (T & ModelContact)[] {
  const random = new Random(239);
  return sites.map((site, at) => ({
    ...site,
    contactName: personName(random),
    contactPhone: inventedPhone(at + 1),
  }));
}

/** @param number 1 … 999,999 */
export function inventedPhone(number: number): string {
  const digits = String(number).padStart(6, '0');
  return `0900 ${digits.slice(0, 3)} ${digits.slice(3)}`;
}
