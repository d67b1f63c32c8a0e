import { Module } from '@nestjs/common';
import { AnnouncementsModule } from '../announcements/announcements.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { LiveModule } from '../live/live.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { SpeakingModule } from '../speaking/speaking.module.js';
import { ScreensController } from './screens.controller.js';
import { ScreensGateway } from './screens.gateway.js';
import { ScreensNews } from './screens.news.js';
import { ScreensService } from './screens.service.js';

/** The second screen of a room. */
@Module({
  imports: [AnnouncementsModule, ConferencesModule, LiveModule, ScheduleModule, SitesModule, SpeakingModule],
  controllers: [ScreensController],
  providers: [ScreensService, ScreensGateway, ScreensNews],
})
export class ScreensModule {}
