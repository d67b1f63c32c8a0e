import { Module } from '@nestjs/common';
import { LiveModule } from '../live/live.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { MaterialsNews } from './materials.news.js';
import { DownloadTally } from './download-tally.js';
import { MaterialContent } from './material-content.js';
import { MaterialFiles } from './material-files.js';
import { MaterialRelease } from './material-release.js';
import { MaterialRepository } from './material.repository.js';
import { MaterialsController } from './materials.controller.js';
import { MaterialsService } from './materials.service.js';
import { PublishedScheduleController } from '../trainee/published-schedule.controller.js';
import { PublishedScheduleService } from '../trainee/published-schedule.service.js';

@Module({
  imports: [LiveModule, ConferencesModule, ScheduleModule],
  controllers: [MaterialsController, PublishedScheduleController],
  providers: [
    MaterialsNews,
    DownloadTally,
    MaterialContent,
    MaterialFiles,
    MaterialRelease,
    MaterialRepository,
    MaterialsService,
    PublishedScheduleService,
  ],
  exports: [MaterialsService, PublishedScheduleService],
})
export class MaterialsModule {}
