import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { PostedAnnouncement } from '../contract/announcement.js';
import type { Id } from '../contract/wire.js';
import { LivePublisher } from '../live/live-publisher.service.js';
import { ROOM } from '../live/live.rooms.js';
import { Clock } from '../platform/clock/clock.js';
import { EventBus } from '../platform/events/event-bus.js';
import { inSlices } from '../platform/pace/pace.js';
import {
  AnnouncementEnded,
  AnnouncementPosted,
  AnnouncementReminded,
  AnnouncementsCounted,
  DraftChanged,
  SiteAcknowledged,
} from './announcements.events.js';
import { PartNews } from '../sites/part-news.service.js';
import { AnnouncementParts } from './announcement-parts.service.js';
import { postedOf, siteAnnouncementOf } from './announcements.presenter.js';
import { AnnouncementsRepository } from './announcements.repository.js';

/** Rooms that are told at once: 37,000 would hold up the event loop. */
const ROOMS = 500;
/** The counts of a storm of acknowledgements go out at most so often. */
const COUNTS_EVERY_MS = 400;

/** Tells the addressed consoles of announcements, and organizers how far each has come. */
@Injectable()
export class AnnouncementsNews implements OnModuleDestroy {
  /** Keeps the news of one announcement in order, although finding its sites takes time. */
  private last: Promise<void> = Promise.resolve();
  private readonly changed = new Set<Id>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: AnnouncementsRepository,
    private readonly publisher: LivePublisher,
    private readonly parts: AnnouncementParts,
    private readonly news: PartNews,
    private readonly clock: Clock,
    bus: EventBus,
  ) {
    bus.on(AnnouncementPosted, ({ announcement }) => this.post(announcement, false));
    bus.on(AnnouncementReminded, ({ announcement }) => this.post(announcement, true));
    bus.on(AnnouncementEnded, ({ announcement }) => this.end(announcement));
    bus.on(DraftChanged, ({ id }) => this.noteChanged([id]));
    bus.on(AnnouncementsCounted, ({ ids }) => this.noteChanged(ids));
    bus.on(SiteAcknowledged, ({ siteId, announcementId: id, at, device }) =>
      publisher.publish(ROOM.site(siteId), 'announcement.acknowledged', { siteId, id, at, device }),
    );
  }

  onModuleDestroy(): void {
    if (this.timer) clearTimeout(this.timer);
  }

  private post(announcement: PostedAnnouncement, onlyMissing: boolean): Promise<void> {
    const news = {
      conferenceId: announcement.conferenceId,
      announcement: siteAnnouncementOf(announcement),
    };
    return this.tellSites(announcement.id, onlyMissing, (rooms) =>
      this.publisher.publish(rooms, 'announcement.posted', news),
    );
  }

  private end({ conferenceId, id, correctedBy }: PostedAnnouncement): Promise<void> {
    return this.tellSites(id, false, (rooms) =>
      this.publisher.publish(rooms, 'announcement.ended', { conferenceId, id, correctedBy }),
    );
  }

  private tellSites(id: Id, onlyMissing: boolean, tell: (rooms: string[]) => void): Promise<void> {
    this.noteChanged([id]);
    const told = this.last.then(async () => {
      const siteIds = await this.store.siteIds(id, onlyMissing);
      await inSlices(siteIds, ROOMS, (slice) => tell(slice.map((siteId) => ROOM.site(siteId))));
    });
    this.last = told.catch(() => undefined);
    return told;
  }

  private noteChanged(ids: readonly Id[]): void {
    for (const id of ids) this.changed.add(id);
    this.timer ??= setTimeout(() => {
      this.timer = null;
      void this.tellOrganizers();
    }, COUNTS_EVERY_MS).unref();
  }

  private async tellOrganizers(): Promise<void> {
    const ids = [...this.changed];
    this.changed.clear();
    for (const id of ids) {
      const row = await this.store.find(id).catch(() => null);
      if (!row) continue;
      const { conferenceId, status, addressed, of, delivered, acknowledged } = postedOf(
        row,
        this.clock.instant(),
      );
      const news = { conferenceId, id, status, addressed, of, delivered, acknowledged };
      this.publisher.publish(ROOM.audience(conferenceId, 'organizer'), 'announcement.changed', news);
      await this.news.tell(conferenceId, 'announcement.changed', async (reach, kind) => {
        if (kind !== 'organizer') return null;
        const counts = (await this.parts.countsOf([id], reach)).get(id);
        return counts ? { conferenceId, id, status, ...counts } : null;
      });
    }
  }
}
