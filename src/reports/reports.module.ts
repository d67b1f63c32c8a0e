import { Module } from '@nestjs/common';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { ReportWriter } from './report-writer.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

/** Read-only sums and exports. */
@Module({ imports: [ConferencesModule, SitesModule], controllers: [ReportsController], providers: [ReportsService, ReportWriter] })
export class ReportsModule {}
