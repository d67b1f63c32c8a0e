import type { Conference, Language } from '#contract/conference.js';
import { day } from '../shared/format.js';

/** One day, or the first and the last. */
export function days(
  { startsOn, endsOn }: Pick<Conference, 'startsOn' | 'endsOn'>,
  language: Language,
): string {
  const written = (on: string): string => day(`${on}T12:00:00Z`, language, 'UTC');
  return startsOn === endsOn ? written(startsOn) : `${written(startsOn)} – ${written(endsOn)}`;
}
