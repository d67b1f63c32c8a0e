import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { LiveModule } from '../live/live.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { Canary } from './canary.js';
import { IncidentRepository } from './incident.repository.js';
import { IncidentTiming } from './incident-timing.js';
import { IncidentWatchService } from './incident-watch.service.js';
import { IncidentsController } from './incidents.controller.js';
import { IncidentsNews } from './incidents.news.js';
import { IncidentsService } from './incidents.service.js';
import { RunbookService } from './runbook.service.js';
import { RunbookCopyService } from './runbook-copy.service.js';
import { SiteFacts } from './site-facts.js';

/** What is lost and ill, by cause: one cause is one incident. */
@Module({
  imports: [ConferencesModule, LiveModule, PresenceModule, ScheduleModule, SitesModule],
  controllers: [IncidentsController],
  providers: [
    RunbookCopyService,
    Canary,
    IncidentRepository,
    IncidentTiming,
    IncidentWatchService,
    IncidentsNews,
    IncidentsService,
    RunbookService,
    SiteFacts,
    ownedThings({ incidents: { table: 'incident', missing: 'incident.not-found' } }),
  ],
})
export class IncidentsModule {
  constructor(store: IncidentRepository, metrics: Metrics) {
    metrics.gauges('diemcau_incidents_open', 'Incidents that are not resolved, by cause', 'cause', () =>
      store.countOpen(),
    );
  }
}
