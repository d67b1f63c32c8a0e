import { Module } from '@nestjs/common';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { LiveModule } from '../live/live.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { ChaseController } from './chase.controller.js';
import { ChaseRepository } from './chase.repository.js';
import { ChaseService } from './chase.service.js';
import { LineTestController } from './line-test.controller.js';
import { LineTestService, LineTestTiming } from './line-test.service.js';
import { ReadinessController } from './readiness.controller.js';
import { ReadinessNews } from './readiness.news.js';
import { ReadinessRepository } from './readiness.repository.js';
import { ReadinessService } from './readiness.service.js';
import { ReadinessSettingsService } from './readiness-settings.service.js';
import { ReadinessStatesService } from './readiness-states.service.js';
import { SiteContactsService } from './site-contacts.service.js';
import { ReadinessCopyService } from './readiness-copy.service.js';
import { SiteStagesService } from './site-stages.service.js';

/** Before the day: which sites have tested what they need, and who is to be called. */
@Module({
  imports: [ConferencesModule, LiveModule, PresenceModule, ScheduleModule, SitesModule],
  controllers: [ReadinessController, ChaseController, LineTestController],
  providers: [
    ReadinessCopyService,
    ChaseRepository,
    ChaseService,
    LineTestService,
    LineTestTiming,
    ReadinessNews,
    ReadinessRepository,
    ReadinessService,
    ReadinessSettingsService,
    ReadinessStatesService,
    SiteContactsService,
    SiteStagesService,
  ],
  exports: [ChaseService, ReadinessStatesService],
})
export class ReadinessModule {}
