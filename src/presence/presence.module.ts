import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { LiveModule } from '../live/live.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { FollowersService } from './followers.service.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceMemory } from './presence-memory.js';
import { PresenceService, PresenceTiming } from './presence.service.js';
import { SignalsService } from './signals.service.js';

/** Which sites are connected, who follows online, and what sites say of picture and sound. */
@Module({
  imports: [AttendanceModule, ConferencesModule, LiveModule, ScheduleModule, SitesModule],
  providers: [
    FollowersService,
    PresenceGateway,
    PresenceMemory,
    PresenceService,
    PresenceTiming,
    SignalsService,
  ],
  exports: [FollowersService, PresenceService, SignalsService],
})
export class PresenceModule {}
