import type { Participant } from '#contract/participant.js';
import { pathTo, ROUTES } from '#contract/routes.js';
import type { Id, Page } from '#contract/wire.js';
import { api } from '../../shared/api.js';

/** More than that no browser lays out in one go: rosters are then printed site by site. */
export const PRINTABLE_PEOPLE = 10_000;

/** The people of one site or of all. Null: more than can be printed at once. @throws ApiFault */
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
