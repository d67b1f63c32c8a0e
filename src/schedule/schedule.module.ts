import { Module } from '@nestjs/common';
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
  ],
  exports: [ChangeAnnouncer, CheckpointsService, ScheduleService],
})
export class ScheduleModule {}
