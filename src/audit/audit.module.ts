import { Module } from '@nestjs/common';
import { AttendanceModule } from '../attendance/attendance.module.js';
import { AuditCheckService } from './audit-check.service.js';
import { AuditController } from './audit.controller.js';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';
import { AuditWatch } from './audit-watch.service.js';

/** The audit trail: read, checked, and its end told to the log. `platform/audit` writes it. */
@Module({
  imports: [AttendanceModule],
  controllers: [AuditController],
  providers: [AuditCheckService, AuditRepository, AuditService, AuditWatch],
})
export class AuditModule {}
