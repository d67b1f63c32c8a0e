import type { Addressees, AddresseeState, ListedAnnouncement } from '#contract/announcement.js';
import type { SiteLevel } from '#contract/site.js';
import type { Id } from '#contract/wire.js';

/** How the form asks for addressees. */
export const CHOICES = ['all', 'part', 'level', 'sites', 'state'] as const;
export type Choice = (typeof CHOICES)[number];
export interface PickedSite {
  id: Id;
  name: string;
}
/** What was chosen in the form, of every kind. */
export interface AddresseesDraft {
  choice: Choice;
  part: PickedSite | null;
  level: SiteLevel;
  sites: PickedSite[];
  state: AddresseeState;
}

/** Answers whom the draft addresses; `null` if something is still to be chosen. */
export function addresseesOf({ choice, part, level, sites, state }: AddresseesDraft): Addressees | null {
  switch (choice) {
    case 'all':
      return { all: true };
    case 'part':
      return part && { parentId: part.id };
    case 'level':
      return { siteLevel: level };
    case 'sites':
      return sites.length > 0 ? { siteIds: sites.map(({ id }) => id) } : null;
    case 'state':
      return { state };
  }
}

/** Fills the form from a draft that was stored. A site that nothing names has an empty name. */
export function draftOf(to: Addressees, named: ListedAnnouncement['named'] = []): AddresseesDraft {
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const picked = (id: Id): PickedSite => ({ id, name: names.get(id) ?? '' });
  const empty: AddresseesDraft = {
    choice: 'all',
    part: null,
    level: 'commune',
    sites: [],
    state: 'unmarked',
  };
  if ('parentId' in to) return { ...empty, choice: 'part', part: picked(to.parentId) };
  if ('siteLevel' in to) return { ...empty, choice: 'level', level: to.siteLevel };
  if ('siteIds' in to) return { ...empty, choice: 'sites', sites: to.siteIds.map(picked) };
  if ('state' in to) return { ...empty, choice: 'state', state: to.state };
  return empty;
}
