import type { ListedAnnouncement } from '#contract/announcement.js';
import { messages } from '../messages/messages.js';

/** Says whom an announcement is for, a part and sites by their names. */
export function addresseesText({ to, named }: Pick<ListedAnnouncement, 'to' | 'named'>): string {
  const { levels, announcements: t } = messages.t;
  const [first] = named;
  if ('siteLevel' in to) return t.addressees.level(levels[to.siteLevel]);
  if ('state' in to) return t.addressees.state(t.states[to.state]);
  if ('parentId' in to) return first ? t.addressees.part(first.name, first.code) : t.addressees.partGone;
  if (!('siteIds' in to)) return t.choices.all;
  const { length } = to.siteIds;
  if (!first) return t.nSites(length);
  return t.addressees.sites(length, named.map(({ name }) => name).join(', '), length - named.length);
}
