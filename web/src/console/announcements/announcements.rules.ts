import { type SiteAnnouncement, URGENT_REPEAT } from '#contract/announcement.js';
import type { Id, Instant } from '#contract/wire.js';
import type { CachedAnnouncement, CachedAnnouncements } from './cached-announcements.js';

/** What the service tells of announcements. `all`: those of today that have ended too. */
export type AnnouncementNews =
  | { kind: 'all' | 'living'; items: readonly SiteAnnouncement[] }
  | { kind: 'posted'; item: SiteAnnouncement }
  | { kind: 'ended'; id: Id; because: 'ended' | 'corrected' }
  | { kind: 'acknowledged'; id: Id; at: Instant; by: { id: Id; name: string } };

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
    case 'all':
      return news.items.map((item) => carriedOn(items, item, now));
    case 'living': {
      const living = news.items.map((item) => carriedOn(items, item, now));
      return bySending([...living, ...ended(without(items, living), now, 'ended')]);
    }
    case 'posted':
      return bySending([...without(items, [news.item]), carriedOn(items, news.item, now)]);
    case 'ended':
      return items.flatMap((item) => (item.id === news.id ? ended([item], now, news.because) : [item]));
    case 'acknowledged':
      return items.map((item) =>
        item.id === news.id ? { ...item, acknowledgedAt: news.at, acknowledgedBy: news.by } : item,
      );
  }
}
const without = (items: readonly CachedAnnouncement[], these: readonly { id: Id }[]): CachedAnnouncement[] =>
  items.filter((item) => these.every(({ id }) => id !== item.id));
const ended = (
  items: readonly CachedAnnouncement[],
  at: Instant,
  because: 'ended' | 'corrected',
): CachedAnnouncement[] => items.map((item) => ({ ...item, ended: item.ended ?? { at, because } }));
const bySending = (items: CachedAnnouncement[]): CachedAnnouncement[] =>
  items.sort((a, b) => (a.sentAt < b.sentAt ? -1 : a.sentAt > b.sentAt ? 1 : 0));

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
    acknowledgedBy: item.acknowledgedBy ?? here?.acknowledgedBy ?? null,
    cameAt: here && here.remindedAt === item.remindedAt ? here.cameAt : now,
  };
}

/** Somebody at this device has read it: shown at once, sent when there is a network. */
export function acknowledgedHere(
  cached: CachedAnnouncements,
  id: Id,
  at: Instant,
  deviceId: Id,
): CachedAnnouncements {
  const item = cached.items.find((one) => one.id === id);
  if (!item || item.acknowledgedAt !== null) return cached;
  return {
    ...afterNews(cached, { kind: 'acknowledged', id, at, by: { id: deviceId, name: '' } }, at),
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
  const unread = items.filter(({ acknowledgedAt, ...item }) => acknowledgedAt === null && !isOver(item, now));
  return {
    urgent: unread.filter(({ level }) => level === 'urgent'),
    lines: unread.filter(({ level }) => level !== 'urgent').reverse(),
  };
}

/** It is off the screens. An announcement that an older version cached says only until when it is shown. */
const isOver = (
  { ended, showUntil }: Pick<Partial<CachedAnnouncement>, 'ended' | 'showUntil'>,
  now: Instant,
): boolean => !!ended || (!!showUntil && showUntil <= now);

/** An announcement of today as it is read again. */
export interface AnnouncementOfToday extends CachedAnnouncement {
  /** Why it is off the screens; `null` while it lives. */
  over: 'ended' | 'corrected' | 'over' | null;
  /** It was read at this device, and the service does not know it yet. */
  isWaiting: boolean;
}
/**
 * What was sent today, and what lives of earlier days, newest first.
 * @param now by the service's clock
 * @param midnight when the day began
 */
export function todaysOf(
  { items, waiting }: CachedAnnouncements,
  now: Instant,
  midnight: Instant,
): AnnouncementOfToday[] {
  return items
    .filter((item) => item.sentAt >= midnight || !isOver(item, now))
    .map((item) => ({
      ...item,
      over: item.ended?.because ?? (isOver(item, now) ? 'over' : null),
      isWaiting: waiting.some(({ id }) => id === item.id),
    }))
    .reverse();
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
