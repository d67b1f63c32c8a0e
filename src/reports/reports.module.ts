import { Module } from '@nestjs/common';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { HistoryModule } from '../history/history.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { ReadinessModule } from '../readiness/readiness.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { ChaseFileService } from './chase-file.service.js';
import { FiguresService } from './figures.service.js';
import { InvitationSheetController } from './invitation-sheet.controller.js';
import { InvitationSheetService } from './invitation-sheet.service.js';
import { PaperSettingsService } from './paper-settings.service.js';
import { PapersController } from './papers.controller.js';
import { MinutesService } from './papers/minutes.service.js';
import { PapersService } from './papers/papers.service.js';
import { ReportedCheckpoints } from './reported-checkpoints.js';
import { ReportPeriodService } from './report-period.service.js';
import { ReportWriter } from './report-writer.js';
import { ReportsController } from './reports.controller.js';
import { PaperCopyService } from './paper-copy.service.js';
import { PersonFileService } from './person-file.service.js';
import { ReportsService } from './reports.service.js';

/** Sums, exports and papers; of its own it keeps who signs a paper. */
@Module({
  imports: [
    ConferencesModule,
    HistoryModule,
    ScheduleModule,
    SitesModule,
    ParticipantsModule,
    ReadinessModule,
  ],

  controllers: [ReportsController, InvitationSheetController, PapersController],
  providers: [
    PaperCopyService,
    PersonFileService,
    ReportsService,
    ChaseFileService,
    FiguresService,
    MinutesService,
    InvitationSheetService,
    PapersService,
    PaperSettingsService,
    ReportedCheckpoints,
    ReportPeriodService,
    ReportWriter,
  ],
  exports: [PersonFileService],
})
export class ReportsModule {}
