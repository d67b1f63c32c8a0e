import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { HelpModule } from '../help/help.module.js';
import { MaterialsModule } from '../materials/materials.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { BoardController } from './board.controller.js';
import { BoardsService } from './boards.service.js';
import { EventGate } from './event-gate.js';
import { Followers } from './followers.js';
import { LiveGateway } from './live.gateway.js';
import { LiveMetrics } from './live-metrics.js';
import { LiveSockets } from './live-sockets.js';
import { Newsroom } from './newsroom.js';
import { PresenceMemory } from './presence-memory.js';
import { PresenceTiming, SitePresence } from './presence.js';
import { Relay } from './relay.js';
import { Signals } from './signals.js';

/** What is happening now: who is connected, the board, and news for every screen. */
@Module({
  imports: [
    AttendanceModule,
    ConferencesModule,
    HelpModule,
    MaterialsModule,
    ParticipantsModule,
    ScheduleModule,
    SitesModule,
  ],
  controllers: [BoardController],
  providers: [
    BoardsService,
    EventGate,
    Followers,
    LiveGateway,
    LiveMetrics,
    LiveSockets,
    Newsroom,
    PresenceMemory,
    PresenceTiming,
    Relay,
    Signals,
    SitePresence,
  ],
})
export class LiveModule {}
