import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { ConferencesController } from './conferences.controller.js';
import { ConferencesService } from './conferences.service.js';
import { ChannelsCopyService } from './copy/channels-copy.service.js';
import { CopiesController } from './copy/copies.controller.js';
import { CopiesService } from './copy/copies.service.js';
import { CopyRunnerService } from './copy/copy-runner.service.js';
import { CopySteps } from './copy/copy-steps.service.js';
import { DataPolicyController } from './data-policy.controller.js';
import { DataPolicyService } from './data-policy.service.js';
import { ViewersController } from './viewers.controller.js';
import { ViewersService } from './viewers.service.js';

@Module({
  controllers: [ConferencesController, CopiesController, DataPolicyController, ViewersController],
  providers: [
    ConferencesService,
    DataPolicyService,
    ViewersService,
    CopySteps,
    CopiesService,
    CopyRunnerService,
    ChannelsCopyService,
    ownedThings({ viewers: { table: 'viewer', missing: 'viewer.not-found' } }),
  ],
  exports: [ConferencesService, CopiesService, CopySteps, DataPolicyService],
})
export class ConferencesModule {}
