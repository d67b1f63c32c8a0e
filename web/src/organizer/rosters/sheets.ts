import { byGivenName } from '#contract/folded.js';
import type { Participant } from '#contract/participant.js';
import type { Site } from '#contract/site.js';

/** One site's roster on paper. */
export interface RosterSheet {
  site: Site;
  people: Participant[];
}

/**
 * Makes a sheet for each site with people, in the order of the sites; people by given name, as offices sort.
 * Walk-ins are on no roster.
 */
export function sheetsOf(sites: readonly Site[], people: readonly Participant[]): RosterSheet[] {
  const bySite = new Map<string, Participant[]>(sites.map((site) => [site.id, []]));
  for (const person of people) if (person.origin === 'roster') bySite.get(person.siteId)?.push(person);
  return sites.flatMap((site) => {
    const here = bySite.get(site.id)!;
    return here.length === 0
      ? []
      : [
          {
            site,
            people: here.sort((a, b) => byGivenName(a.fullName, b.fullName) || (a.id < b.id ? -1 : 1)),
          },
        ];
  });
}
