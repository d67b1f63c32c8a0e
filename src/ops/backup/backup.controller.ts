import { Controller, Get } from '@nestjs/common';
import { Allow } from '../../identity/guard/allow.decorator.js';
import type { BackupStatus } from '../../contract/backup.js';
import { ROUTES } from '../../contract/routes.js';
import { NightlyBackupService } from './nightly-backup.service.js';

@Controller()
export class BackupController {
  constructor(private readonly backups: NightlyBackupService) {}

  /** Says when the last good backup was. */
  @Get(ROUTES.backup)
  @Allow('owner')
  status(): Promise<BackupStatus> {
    return this.backups.status();
  }
}
