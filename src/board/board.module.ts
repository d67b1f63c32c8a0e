import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { HelpModule } from '../help/help.module.js';
import { LiveModule } from '../live/live.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { ReadinessModule } from '../readiness/readiness.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { BoardController } from './board.controller.js';
import { BoardGateway } from './board.gateway.js';
import { BoardMetrics } from './board-metrics.js';
import { ReplayRepository } from './replay/replay.repository.js';
import { ReplayService } from './replay/replay.service.js';
import { FoundationReader } from './foundation-reader.js';
import { BoardsService } from './boards.service.js';
import { SiteStatuses } from './site-statuses.js';

/** The live picture of a whole conference, for the wall. */
@Module({
  imports: [
    AttendanceModule,
    ConferencesModule,
    HelpModule,
    LiveModule,
    PresenceModule,
    ReadinessModule,
    ScheduleModule,
    SitesModule,
  ],
  controllers: [BoardController],
  providers: [
    BoardGateway,
    BoardMetrics,
    FoundationReader,
    BoardsService,
    ReplayRepository,
    ReplayService,
    SiteStatuses,
  ],
})
export class BoardModule {}
