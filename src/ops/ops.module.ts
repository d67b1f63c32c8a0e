import { Module } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { VERSION } from '../platform/version/version.js';
import { AsyncApiService } from './async-api/async-api.service.js';
import { BackupController } from './backup/backup.controller.js';
import { NightlyBackupService } from './backup/nightly-backup.service.js';
import { HealthService } from './health.service.js';
import { OpenApiService } from './open-api/open-api.service.js';
import { OpsController } from './ops.controller.js';
import { RequestLog } from './request-log.js';
import { StorageMetrics } from './storage-metrics.js';

@Module({
  controllers: [OpsController, BackupController],
  providers: [
    HealthService,
    AsyncApiService,
    NightlyBackupService,
    OpenApiService,
    RequestLog,
    StorageMetrics,
  ],
  exports: [NightlyBackupService],
})
export class OpsModule {
  constructor(metrics: Metrics, unitOfWork: UnitOfWork) {
    metrics.info('diemcau_build_info', 'The version that runs', { version: VERSION });
    const time = metrics.histogram(
      'diemcau_commit_duration_seconds',
      'From the turn of a write until it is durable',
      [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    );
    const size = metrics.histogram(
      'diemcau_commit_callers',
      'Callers whose writes shared a commit',
      [1, 2, 5, 20, 100, 500],
    );
    unitOfWork.measureBy((seconds, callers) => {
      time.observe(seconds);
      size.observe(callers);
    });
    metrics.gauge('diemcau_writes_waiting', 'Writes in the queue', () => unitOfWork.depth);
  }
}
