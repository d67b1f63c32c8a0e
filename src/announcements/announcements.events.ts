import type { PostedAnnouncement } from '../contract/announcement.js';
import type { Id, Instant } from '../contract/wire.js';
import { DomainEvent } from '../platform/events/event-bus.js';

/** An announcement went out to its sites. */
export class AnnouncementPosted extends DomainEvent {
  constructor(readonly announcement: PostedAnnouncement) {
    super();
  }
}
/** The sites that have not acknowledged are to be told again. */
export class AnnouncementReminded extends DomainEvent {
  constructor(readonly announcement: PostedAnnouncement) {
    super();
  }
}
/** Organizers ended it, or replaced it by a correction that is announced after it. */
export class AnnouncementEnded extends DomainEvent {
  constructor(readonly announcement: PostedAnnouncement) {
    super();
  }
}
/** A draft was made, edited or discarded: nobody but organizers has it. */
export class DraftChanged extends DomainEvent {
  constructor(
    readonly conferenceId: Id,
    readonly id: Id,
  ) {
    super();
  }
}
/** The first console of a site has acknowledged. */
export class SiteAcknowledged extends DomainEvent {
  constructor(
    readonly announcementId: Id,
    readonly siteId: Id,
    readonly at: Instant,
    readonly device: { id: Id; name: string },
  ) {
    super();
  }
}
/** The counts of these announcements are others. */
export class AnnouncementsCounted extends DomainEvent {
  constructor(readonly ids: readonly Id[]) {
    super();
  }
}
