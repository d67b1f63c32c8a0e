import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { LiveModule } from '../live/live.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { OpenTurns } from './open-turns.js';
import { SpeakQueueService } from './speak-queue.service.js';
import { SpeakSessions } from './speak-sessions.js';
import { SpeakViews } from './speak-views.js';
import { SpeakingController } from './speaking.controller.js';
import { SpeakNews } from './speaking.news.js';
import { SpeakingRepository } from './speaking.repository.js';
import { SpeakingService } from './speaking.service.js';

/** The queue of those who want to speak: sites ask, organizers call. */
@Module({
  imports: [LiveModule, ConferencesModule, SitesModule, ScheduleModule, PresenceModule],
  controllers: [SpeakingController],
  providers: [
    OpenTurns,
    SpeakingRepository,
    SpeakViews,
    SpeakingService,
    SpeakQueueService,
    SpeakSessions,
    SpeakNews,
    ownedThings({ 'speak-requests': { table: 'speak_request', missing: 'speak.not-found', site: 'siteId' } }),
  ],
  exports: [SpeakingService],
})
export class SpeakingModule {}
