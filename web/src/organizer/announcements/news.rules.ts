import type { AnnouncementCounts, AnnouncementStatus, ListedAnnouncement } from '#contract/announcement.js';
import type { Id } from '#contract/wire.js';

/** How far an announcement has come, as the service tells organizers. */
export interface AnnouncementProgress extends AnnouncementCounts {
  id: Id;
  status: AnnouncementStatus;
}

/**
 * Carries the list on. Answers `null` if it has to be read anew: the announcement is not in it, has another
 * status, or has the same counts, so that something else must have changed (its text, a reminder).
 */
export function afterNews(
  items: readonly ListedAnnouncement[],
  news: AnnouncementProgress,
): ListedAnnouncement[] | null {
  const known = items.find(({ id }) => id === news.id);
  const counts = countsOf(news);
  if (known?.status !== news.status || JSON.stringify(countsOf(known)) === JSON.stringify(counts))
    return null;
  return items.map((one) => (one === known ? { ...one, ...counts } : one));
}

export const countsOf = ({
  addressed,
  of,
  delivered,
  acknowledged,
}: AnnouncementCounts): AnnouncementCounts => ({ addressed, of, delivered, acknowledged });
