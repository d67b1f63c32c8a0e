import { Module } from '@nestjs/common';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { ConfirmationsRead } from './confirmations-read.js';
import { ReportWriter } from './report-writer.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

/** Read-only sums and exports. */
@Module({
  imports: [ConferencesModule, SitesModule],
  controllers: [ReportsController],
  providers: [ReportsService, ConfirmationsRead, ReportWriter],
})
export class ReportsModule {}
