import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { AttendanceNews } from './attendance.news.js';
import { EventBus } from '../platform/events/event-bus.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { EntriesJudged } from './attendance.events.js';
import { AttendanceGateway } from './attendance.gateway.js';
import { AttendanceRepository } from './ledger/attendance.repository.js';
import { AttendanceController } from './attendance.controller.js';
import { AttendanceService } from './recording/attendance.service.js';
import { AttendeesService } from './ledger/attendees.service.js';
import { BatchReader } from './recording/batch-reader.js';
import { BatchWriter } from './recording/batch-writer.js';
import { ConfirmationRepository } from './recording/confirmation.repository.js';
import { JoiningController } from './merging/joining.controller.js';
import { MergingService } from './merging/merging.service.js';
import { LedgerTextsService } from './ledger/ledger-texts.service.js';
import { LedgerService } from './ledger/ledger.service.js';
import { ListingMoves } from './ledger/listing-moves.js';
import { LimitsRepository } from './recording/limits.repository.js';
import { People } from './recording/people.cache.js';
import { RefusedEntriesRepository } from './recording/refused-entries.repository.js';
import { RosterPeople } from './roster/roster-people.js';
import { RosterRepository } from './roster/roster.repository.js';
import { RosterConfirmations } from './roster/roster-confirmations.js';
import { RosterController } from './roster/roster.controller.js';
import { RosterService } from './roster/roster.service.js';
import { Scope } from './recording/scope.js';
import { LedgerSealsService } from './sealing/ledger-seals.service.js';
import { TallyService } from './ledger/tally.service.js';

/** The ledger, what follows from it, and what a console needs to write it. */
@Module({
  imports: [LiveModule, ConferencesModule, ScheduleModule, SitesModule, ParticipantsModule],
  controllers: [AttendanceController, RosterController, JoiningController],
  providers: [
    AttendanceNews,
    AttendanceGateway,
    AttendanceRepository,
    AttendanceService,
    AttendeesService,
    BatchReader,
    BatchWriter,
    ConfirmationRepository,
    LimitsRepository,
    ListingMoves,
    MergingService,
    LedgerSealsService,
    LedgerService,
    LedgerTextsService,
    People,
    RefusedEntriesRepository,
    RosterConfirmations,
    RosterPeople,
    RosterRepository,
    RosterService,
    Scope,
    TallyService,
  ],
  exports: [AttendanceService, LedgerSealsService, LedgerService, LedgerTextsService, TallyService],
})
export class AttendanceModule {
  constructor(bus: EventBus, metrics: Metrics) {
    const checkIns = metrics.counter('diemcau_checkins_total', 'Attendance entries by what became of them', [
      'outcome',
    ]);
    bus.on(EntriesJudged, ({ outcomes }) => {
      for (const [outcome, count] of Object.entries(outcomes)) checkIns.inc({ outcome }, count);
    });
  }
}
