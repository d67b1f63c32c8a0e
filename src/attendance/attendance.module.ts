import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { AttendanceNews } from './attendance.news.js';
import { AttendanceGateway } from './attendance.gateway.js';
import { AttendanceStore } from './attendance-store.js';
import { AttendanceController } from './attendance.controller.js';
import { AttendanceService } from './attendance.service.js';
import { AttendeesService } from './attendees.service.js';
import { BatchReader } from './batch-reader.js';
import { BatchWriter } from './batch-writer.js';
import { ConfirmationStore } from './confirmation-store.js';
import { JoiningController } from './joining.controller.js';
import { MergingService } from './merging.service.js';
import { LedgerService } from './ledger.service.js';
import { LimitsStore } from './limits-store.js';
import { People } from './people.cache.js';
import { RefusedEntries } from './refused-entries.js';
import { RosterPeople } from './roster-people.js';
import { RosterStore } from './roster-store.js';
import { RosterConfirmations } from './roster-confirmations.js';
import { RosterController } from './roster.controller.js';
import { RosterService } from './roster.service.js';
import { Scope } from './scope.js';
import { TallyService } from './tally.service.js';

/** The ledger, what follows from it, and what a console needs to write it. */
@Module({
  imports: [LiveModule, ConferencesModule, ScheduleModule, SitesModule, ParticipantsModule],
  controllers: [AttendanceController, RosterController, JoiningController],
  providers: [
    AttendanceNews,
    AttendanceGateway,
    AttendanceStore,
    AttendanceService,
    AttendeesService,
    BatchReader,
    BatchWriter,
    ConfirmationStore,
    LimitsStore,
    MergingService,
    LedgerService,
    People,
    RefusedEntries,
    RosterConfirmations,
    RosterPeople,
    RosterStore,
    RosterService,
    Scope,
    TallyService,
  ],
  exports: [AttendanceService, TallyService],
})
export class AttendanceModule {}
