import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { LiveModule } from '../live/live.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { FollowersGateway } from './followers.gateway.js';
import { FollowersService } from './followers.service.js';
import { LivingAnnouncements } from './living-announcements.service.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceMemory } from './presence-memory.js';
import { PresenceService, PresenceTiming } from './presence.service.js';
import { SignalsService } from './signals.service.js';

/** Which sites are connected, who follows online, and what sites say of picture and sound. */
@Module({
  imports: [AttendanceModule, ConferencesModule, LiveModule, ScheduleModule, SitesModule],
  providers: [
    FollowersGateway,
    FollowersService,
    LivingAnnouncements,
    PresenceGateway,
    PresenceMemory,
    PresenceService,
    PresenceTiming,
    SignalsService,
  ],
  exports: [FollowersService, LivingAnnouncements, PresenceService, SignalsService],
})
export class PresenceModule {
  constructor(memory: PresenceMemory, metrics: Metrics) {
    metrics.gauges('diemcau_sites', 'Sites of the conferences that are live, by presence', 'presence', () =>
      memory.countByState(),
    );
  }
}
