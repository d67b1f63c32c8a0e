import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { GuestsController } from './guests.controller.js';
import { GuestsService } from './guests.service.js';
import { ParticipantImportController } from './participant-import.controller.js';
import { ParticipantImportService } from './participant-import.service.js';
import { ParticipantStore } from './participant-store.js';
import { ParticipantsController } from './participants.controller.js';
import { ParticipantsService } from './participants.service.js';
import { TraineeController } from './trainee.controller.js';
import { TraineeService } from './trainee.service.js';
import { UnitNamesController } from './unit-names.controller.js';
import { UnitNamesService } from './unit-names.service.js';
import { WalkInsService } from './walk-ins.service.js';

/** The people expected at the sites. */
@Module({
  imports: [AccessModule, ConferencesModule, SitesModule],
  controllers: [
    ParticipantsController,
    TraineeController,
    ParticipantImportController,
    GuestsController,
    UnitNamesController,
  ],
  providers: [
    ParticipantStore,
    ParticipantsService,
    TraineeService,
    ParticipantImportService,
    GuestsService,
    UnitNamesService,
    WalkInsService,
  ],
  exports: [ParticipantsService, UnitNamesService, WalkInsService],
})
export class ParticipantsModule {}
