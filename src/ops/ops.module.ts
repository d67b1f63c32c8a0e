import { Module } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { VERSION } from '../platform/version/version.js';
import { BackupController } from './backup/backup.controller.js';
import { NightlyBackupService } from './backup/nightly-backup.service.js';
import { HealthService } from './health.service.js';
import { OpenApiService } from './open-api.service.js';
import { OpsController } from './ops.controller.js';
import { RequestLog } from './request-log.js';

@Module({
  controllers: [OpsController, BackupController],
  providers: [HealthService, NightlyBackupService, OpenApiService, RequestLog],
})
export class OpsModule {
  constructor(metrics: Metrics, unitOfWork: UnitOfWork) {
    metrics.info('diemcau_build_info', 'The version that runs', { version: VERSION });
    metrics.gauge('diemcau_writes_waiting', 'Writes in the queue', () => unitOfWork.depth);
  }
}
