import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { DecisionsService } from './decisions.service.js';
import { HeldPresenter } from './held.presenter.js';
import { HeldRepository } from './held.repository.js';
import { QuarantineController } from './quarantine.controller.js';
import { QuarantineService } from './quarantine.service.js';

/** Entries outside the ledger: what was refused, and what revoked consoles hand in. An organizer decides. */
@Module({
  imports: [AttendanceModule, ConferencesModule, ParticipantsModule, ScheduleModule, SitesModule],
  controllers: [QuarantineController],
  providers: [
    DecisionsService,
    HeldPresenter,
    HeldRepository,
    QuarantineService,
    ownedThings({
      quarantine: { table: 'quarantined_entry', missing: 'quarantine.not-found', site: 'siteId' },
      'refused-entries': { table: 'refused_entry', missing: 'refused-entry.not-found', site: 'siteId' },
    }),
  ],
})
export class DecisionsModule {}
