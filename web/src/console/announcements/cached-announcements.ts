import type { SiteAnnouncement } from '#contract/announcement.js';
import type { Id, Instant } from '#contract/wire.js';

/** An announcement as this device has it. */
export interface CachedAnnouncement extends SiteAnnouncement {
  /** When it came to this device, or came again as a reminder; by the service's clock as known here. */
  cameAt: Instant;
}
/** An acknowledgement that the service does not have yet. */
export interface WaitingAcknowledgement {
  id: Id;
  recordedAt: Instant;
}
/** The site's announcements of today and those that live, oldest first, and what is still to be sent. */
export interface CachedAnnouncements {
  siteId: Id;
  items: CachedAnnouncement[];
  waiting: WaitingAcknowledgement[];
}
