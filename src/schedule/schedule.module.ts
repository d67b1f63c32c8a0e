import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { LiveModule } from '../live/live.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ScheduleNews } from './schedule.news.js';
import { ChangeAnnouncer } from './change-announcer.service.js';
import { CheckpointsController } from './checkpoints.controller.js';
import { CheckpointsService } from './checkpoints.service.js';
import { SessionImportController } from './import/session-import.controller.js';
import { SessionImportService } from './import/session-import.service.js';
import { ScheduleController } from './schedule.controller.js';
import { PlanCopyService } from './plan-copy.service.js';
import { ScheduleService } from './schedule.service.js';

@Module({
  imports: [LiveModule, ConferencesModule],
  controllers: [CheckpointsController, SessionImportController, ScheduleController],
  providers: [
    PlanCopyService,
    ScheduleNews,
    ChangeAnnouncer,
    CheckpointsService,
    ScheduleService,
    SessionImportService,
    ownedThings({
      sessions: { table: 'session_item', missing: 'session.not-found' },
      checkpoints: { table: 'checkpoint', missing: 'checkpoint.not-found' },
    }),
  ],
  exports: [ChangeAnnouncer, CheckpointsService, ScheduleService],
})
export class ScheduleModule {}
