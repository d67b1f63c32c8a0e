import { type DynamicModule, Module } from '@nestjs/common';
import { IdentityModule } from './identity/identity.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AnnouncementsModule } from './announcements/announcements.module.js';
import { AttendanceModule } from './attendance/attendance.module.js';
import { ConferencesModule } from './conferences/conferences.module.js';
import { HelpModule } from './help/help.module.js';
import { BroadcastModule } from './broadcast/broadcast.module.js';
import { HistoryModule } from './history/history.module.js';
import { BoardModule } from './board/board.module.js';
import { IncidentsModule } from './incidents/incidents.module.js';
import { LiveModule } from './live/live.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { MaterialsModule } from './materials/materials.module.js';
import { OpsModule } from './ops/ops.module.js';
import { PagesModule } from './pages/pages.module.js';
import { ParticipantsModule } from './participants/participants.module.js';
import type { Config } from './platform/config/config.js';
import { PersonalDataModule } from './personal-data/personal-data.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { DecisionsModule } from './decisions/decisions.module.js';
import { ProgressModule } from './progress/progress.module.js';
import { ReadinessModule } from './readiness/readiness.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { ScheduleModule } from './schedule/schedule.module.js';
import { ScreensModule } from './screens/screens.module.js';
import { schema } from './schema.js';
import { SitesModule } from './sites/sites.module.js';
import { SpeakingModule } from './speaking/speaking.module.js';
import { TraineeModule } from './trainee/trainee.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The features, in order: each knows those above it, none below. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, schema),
        IdentityModule,
        LiveModule,
        ConferencesModule,
        SitesModule,
        ScheduleModule,
        ParticipantsModule,
        BroadcastModule,
        MaterialsModule,
        TraineeModule,
        AttendanceModule,
        DecisionsModule,
        HelpModule,
        PresenceModule,
        SpeakingModule,
        ScreensModule,
        AnnouncementsModule,
        ReadinessModule,
        IncidentsModule,
        BoardModule,
        HistoryModule,
        ProgressModule,
        ReportsModule,
        WebhooksModule,
        AuditModule,
        OpsModule,
        PersonalDataModule,
        PagesModule,
      ],
    };
  }
}
