import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { SiteAnnouncement } from '../contract/announcement.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { LivingAnnouncements } from '../presence/living-announcements.service.js';
import { ChangeAnnouncer } from '../schedule/change-announcer.service.js';
import { AnnouncementsRepository } from './announcements.repository.js';
import { PostingService } from './posting.service.js';
import { ReceiptsService } from './receipts.service.js';

/** Serves the features above that need announcements: joining sites, and changes of the schedule. */
@Injectable()
export class SiteAnnouncementsService implements OnModuleInit {
  constructor(
    private readonly announcer: ChangeAnnouncer,
    private readonly clock: Clock,
    private readonly living: LivingAnnouncements,
    private readonly posting: PostingService,
    private readonly receipts: ReceiptsService,
    private readonly store: AnnouncementsRepository,
  ) {}

  onModuleInit(): void {
    this.living.findBy((siteId) => this.deliver(siteId));
    this.announcer.postBy((...wish) => this.posting.postIn(...wish));
  }

  /** The living announcements of a site, for a screen in its room: no console has them by that. */
  livingAt(siteId: Id): Promise<SiteAnnouncement[]> {
    return this.store.ofSite(siteId, this.clock.instant());
  }

  /** The living announcements of a site, to one of its consoles: it has them then. */
  async deliver(siteId: Id): Promise<SiteAnnouncement[]> {
    const announcements = await this.store.ofSite(siteId, this.clock.instant());
    this.receipts.noteDelivered(
      siteId,
      announcements.map(({ id }) => id),
    );
    return announcements;
  }
}
