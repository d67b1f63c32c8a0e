import { Module } from '@nestjs/common';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { LiveModule } from '../live/live.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { BroadcastController } from './broadcast.controller.js';
import { BroadcastNews } from './broadcast.news.js';
import { BroadcastService } from './broadcast.service.js';

/** Where a conference and its sessions are watched. */
@Module({
  imports: [ConferencesModule, LiveModule, ParticipantsModule, ScheduleModule],
  controllers: [BroadcastController],
  providers: [BroadcastNews, BroadcastService],
  exports: [BroadcastService],
})
export class BroadcastModule {}
