import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { ErasedPeopleService } from './erased-people.service.js';
import { GuestsController } from './guests.controller.js';
import { GuestsService } from './guests.service.js';
import { ParticipantImportController } from './import/participant-import.controller.js';
import { ParticipantImportService } from './import/participant-import.service.js';
import { ParticipantRepository } from './participant.repository.js';
import { ParticipantsController } from './participants.controller.js';
import { ParticipantsService } from './participants.service.js';
import { UnitNamesController } from './units/unit-names.controller.js';
import { UnitNamesService } from './units/unit-names.service.js';
import { PeopleCopyService } from './people-copy.service.js';
import { UnitCopyService } from './units/unit-copy.service.js';
import { WalkInsService } from './walk-ins.service.js';

/** The people expected at the sites. */
@Module({
  imports: [IdentityModule, ConferencesModule, SitesModule],
  controllers: [ParticipantsController, ParticipantImportController, GuestsController, UnitNamesController],
  providers: [
    PeopleCopyService,
    UnitCopyService,
    ParticipantRepository,
    ParticipantsService,
    ParticipantImportService,
    ErasedPeopleService,
    GuestsService,
    UnitNamesService,
    WalkInsService,
    ownedThings({
      participants: { table: 'participant', missing: 'participant.not-found', site: 'siteId' },
      'unit-merges': { table: 'unit_merge', missing: 'unit-merge.not-found' },
    }),
  ],
  exports: [ErasedPeopleService, ParticipantsService, UnitNamesService, WalkInsService],
})
export class ParticipantsModule {}
