import { Module } from '@nestjs/common';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { AttendanceStore } from './attendance-store.js';
import { AttendanceController } from './attendance.controller.js';
import { AttendanceService } from './attendance.service.js';
import { AttendeesService } from './attendees.service.js';
import { ConfirmationStore } from './confirmation-store.js';
import { JoiningController } from './joining.controller.js';
import { JoiningService } from './joining.service.js';
import { LedgerService } from './ledger.service.js';
import { LimitsStore } from './limits-store.js';
import { People } from './people.js';
import { RefusedEntries } from './refused-entries.js';
import { RosterStore } from './roster-store.js';
import { RosterConfirmations } from './roster-confirmations.js';
import { RosterController } from './roster.controller.js';
import { RosterService } from './roster.service.js';
import { Scope } from './scope.js';
import { TallyService } from './tally.service.js';

/** The ledger, what follows from it, and what a console needs to write it. */
@Module({
  imports: [ConferencesModule, SitesModule, ParticipantsModule],
  controllers: [AttendanceController, RosterController, JoiningController],
  providers: [
    AttendanceStore,
    AttendanceService,
    AttendeesService,
    ConfirmationStore,
    LimitsStore,
    JoiningService,
    LedgerService,
    People,
    RefusedEntries,
    RosterConfirmations,
    RosterStore,
    RosterService,
    Scope,
    TallyService,
  ],
  exports: [AttendanceService, TallyService],
})
export class AttendanceModule {}
