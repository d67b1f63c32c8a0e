import { type SiteAnnouncement, URGENT_REPEAT } from '#contract/announcement.js';
import type { Id, Instant } from '#contract/wire.js';
import type { CachedAnnouncement, CachedAnnouncements } from './cached-announcements.js';

/** What the service tells of announcements. `living` are all of the site. */
export type AnnouncementNews =
  | { kind: 'living'; items: readonly SiteAnnouncement[] }
  | { kind: 'posted'; item: SiteAnnouncement }
  | { kind: 'ended'; id: Id }
  | { kind: 'acknowledged'; id: Id; at: Instant };

/** Answers the cached announcements of this site. Those of another site are ignored. */
export function announcementsOfSite(
  cached: CachedAnnouncements | null | undefined,
  siteId: Id,
): CachedAnnouncements {
  return cached?.siteId === siteId ? cached : { siteId, items: [], waiting: [] };
}

/**
 * Adds what the service told. Answers the same object if nothing is new.
 * @param now by the service's clock
 */
export function afterNews(
  cached: CachedAnnouncements,
  news: AnnouncementNews,
  now: Instant,
): CachedAnnouncements {
  const after = { ...cached, items: itemsAfter(cached.items, news, now) };
  return JSON.stringify(after) === JSON.stringify(cached) ? cached : after;
}

function itemsAfter(
  items: readonly CachedAnnouncement[],
  news: AnnouncementNews,
  now: Instant,
): CachedAnnouncement[] {
  switch (news.kind) {
    case 'living':
      return news.items.map((item) => carriedOn(items, item, now));
    case 'posted': {
      const others = items.filter(({ id }) => id !== news.item.id);
      const all = [...others, carriedOn(items, news.item, now)];
      return all.sort((a, b) => (a.sentAt < b.sentAt ? -1 : a.sentAt > b.sentAt ? 1 : 0));
    }
    case 'ended':
      return items.filter(({ id }) => id !== news.id);
    case 'acknowledged':
      return items.map((item) =>
        item.id === news.id ? { ...item, acknowledgedAt: item.acknowledgedAt ?? news.at } : item,
      );
  }
}

/** One that is here keeps the time at which it came, unless organizers remind of it. */
function carriedOn(
  items: readonly CachedAnnouncement[],
  item: SiteAnnouncement,
  now: Instant,
): CachedAnnouncement {
  const here = items.find(({ id }) => id === item.id);
  return {
    ...item,
    // News may be older than what this device has heard of its own site.
    acknowledgedAt: item.acknowledgedAt ?? here?.acknowledgedAt ?? null,
    cameAt: here && here.remindedAt === item.remindedAt ? here.cameAt : now,
  };
}

/** Somebody at this device has read it: shown at once, sent when there is a network. */
export function acknowledgedHere(cached: CachedAnnouncements, id: Id, at: Instant): CachedAnnouncements {
  const item = cached.items.find((one) => one.id === id);
  if (!item || item.acknowledgedAt !== null) return cached;
  return {
    ...afterNews(cached, { kind: 'acknowledged', id, at }, at),
    waiting: [...cached.waiting.filter((one) => one.id !== id), { id, recordedAt: at }],
  };
}

/** The service has it, or will never take it. */
export const withoutWaiting = (cached: CachedAnnouncements, id: Id): CachedAnnouncements => ({
  ...cached,
  waiting: cached.waiting.filter((one) => one.id !== id),
});

export interface ShownAnnouncements {
  /** Urgent ones, which cover the screen, one after the other. */
  urgent: CachedAnnouncement[];
  /** The others, newest first. */
  lines: CachedAnnouncement[];
}
/** What is on the screen: what lives and nobody of the site has read. @param now by the service's clock */
export function shownOf({ items }: CachedAnnouncements, now: Instant): ShownAnnouncements {
  const unread = items.filter(
    ({ acknowledgedAt, showUntil }) => acknowledgedAt === null && (showUntil === null || showUntil > now),
  );
  return {
    urgent: unread.filter(({ level }) => level === 'urgent'),
    lines: unread.filter(({ level }) => level !== 'urgent').reverse(),
  };
}

/**
 * Which time of sounding it is: another value, another sound. `null` if there is nothing to sound. Urgent
 * ones sound each minute for half an hour, important ones once, others never.
 */
export function soundOf({ urgent, lines }: ShownAnnouncements, now: Instant): string | null {
  const loud = urgent.flatMap(({ id, cameAt }) => {
    const past = Math.max(0, Date.parse(now) - Date.parse(cameAt));
    return past < URGENT_REPEAT.untilMs
      ? [`${id} ${cameAt} ${Math.floor(past / URGENT_REPEAT.everyMs)}`]
      : [];
  });
  const important = lines.flatMap(({ id, level, cameAt }) =>
    level === 'important' ? [`${id} ${cameAt}`] : [],
  );
  return loud[0] ?? important[0] ?? null;
}
