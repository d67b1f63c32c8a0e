import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { IdentityModule } from '../identity/identity.module.js';
import { MaterialsModule } from '../materials/materials.module.js';
import { OpsModule } from '../ops/ops.module.js';
import { RemovalController } from './removal/removal.controller.js';
import { RemovalRepository } from './removal/removal.repository.js';
import { RemovalService } from './removal/removal.service.js';
import { ExpiryRepository } from './retention/expiry.repository.js';
import { RetentionController } from './retention/retention.controller.js';
import { RetentionRepository } from './retention/retention.repository.js';
import { RetentionService } from './retention/retention.service.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { ReportsModule } from '../reports/reports.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { ErasureService } from './erasure/erasure.service.js';
import { MentionsRepository } from './erasure/mentions.repository.js';
import { ErasedFilesService } from './files/erased-files.service.js';
import { ErasedReplayService } from './files/erased-replay.service.js';
import { PersonDataController } from './person/person-data.controller.js';
import { PersonDataService } from './person/person-data.service.js';
import { PersonRepository } from './person/person.repository.js';
import { PersonalTables } from './personal-tables.js';
import { DataRequestsController } from './requests/data-requests.controller.js';
import { DataRequestsService } from './requests/data-requests.service.js';

/** People's own data: requests, export, erasure, retention, and the deletion of conferences. */
@Module({
  imports: [
    AttendanceModule,
    ConferencesModule,
    IdentityModule,
    MaterialsModule,
    OpsModule,
    ParticipantsModule,
    ReportsModule,
    ScheduleModule,
    SitesModule,
  ],
  controllers: [DataRequestsController, PersonDataController, RemovalController, RetentionController],
  providers: [
    DataRequestsService,
    ErasedFilesService,
    ErasedReplayService,
    ErasureService,
    MentionsRepository,
    PersonDataService,
    PersonRepository,
    PersonalTables,
    ExpiryRepository,
    RemovalRepository,
    RemovalService,
    RetentionRepository,
    RetentionService,
    ownedThings({ 'data-requests': { table: 'data_request', missing: 'data-request.not-found' } }),
  ],
})
export class PersonalDataModule {}
