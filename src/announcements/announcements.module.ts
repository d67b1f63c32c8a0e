import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { LiveModule } from '../live/live.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { AnnouncementParts } from './announcement-parts.service.js';
import { AddresseesService } from './addressees.service.js';
import { AnnouncementsController } from './announcements.controller.js';
import { AnnouncementsGateway } from './announcements.gateway.js';
import { AnnouncementsNews } from './announcements.news.js';
import { AnnouncementsRepository } from './announcements.repository.js';
import { AnnouncementsService } from './announcements.service.js';
import { CountedSites } from './counted-sites.js';
import { PostingService } from './posting.service.js';
import { ReceiptsRepository } from './receipts.repository.js';
import { ReceiptsService } from './receipts.service.js';
import { SiteAnnouncementsService } from './site-announcements.service.js';

/** What organizers tell sites, and which site has read it. */
@Module({
  imports: [AttendanceModule, ConferencesModule, LiveModule, PresenceModule, ScheduleModule, SitesModule],
  controllers: [AnnouncementsController],
  providers: [
    AnnouncementParts,
    AddresseesService,
    AnnouncementsGateway,
    AnnouncementsNews,
    AnnouncementsRepository,
    AnnouncementsService,
    CountedSites,
    PostingService,
    ReceiptsRepository,
    ReceiptsService,
    SiteAnnouncementsService,
    ownedThings({ announcements: { table: 'announcement', missing: 'announcement.not-found' } }),
  ],
  exports: [SiteAnnouncementsService],
})
export class AnnouncementsModule {}
