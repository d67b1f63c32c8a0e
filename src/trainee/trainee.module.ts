import { Module } from '@nestjs/common';
import { BroadcastModule } from '../broadcast/broadcast.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { MaterialsModule } from '../materials/materials.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { PublishedScheduleController } from './published-schedule.controller.js';
import { PublishedScheduleService } from './published-schedule.service.js';
import { TraineeController } from './trainee.controller.js';
import { TraineeService } from './trainee.service.js';

/** What a trainee uses: the sign-in by personal code, and the published schedule with its materials. */
@Module({
  imports: [BroadcastModule, ConferencesModule, MaterialsModule, ParticipantsModule, ScheduleModule],
  controllers: [TraineeController, PublishedScheduleController],
  providers: [TraineeService, PublishedScheduleService],
  exports: [PublishedScheduleService],
})
export class TraineeModule {}
