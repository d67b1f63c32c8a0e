import type { Participant } from '#contract/participant.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id, Page } from '#contract/wire.js';
import { api } from '../../shared/api.js';

/** A browser cannot lay out more in one go; rosters are then printed site by site. */
export const PRINTABLE_PEOPLE = 10_000;

/**
 * Fetches the people of one site or of all. Answers `null` if there are too many to print at once.
 * @throws ApiFault
 */
export async function peopleToPrint(conferenceId: Id, siteId: Id | null): Promise<Participant[] | null> {
  const people: Participant[] = [];
  let next: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: '500',
      ...(siteId ? { siteId } : {}),
      ...(next ? { after: next } : {}),
    });
    const page: Page<Participant> = await api.get(
      `${pathTo(ROUTES.participants, conferenceId)}?${query.toString()}`,
    );
    people.push(...page.items);
    next = page.next;
    if (people.length > PRINTABLE_PEOPLE) return null;
  } while (next);
  return people;
}
