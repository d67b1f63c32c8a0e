import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { LiveModule } from '../live/live.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { MaterialsNews } from './materials.news.js';
import { DownloadTally } from './download-tally.js';
import { MaterialContent } from './material-content.js';
import { MaterialFiles } from './material-files.js';
import { MaterialRelease } from './material-release.js';
import { MaterialRepository } from './material.repository.js';
import { MaterialsController } from './materials.controller.js';
import { MaterialCopyService } from './material-copy.service.js';
import { MaterialsService } from './materials.service.js';

@Module({
  imports: [LiveModule, ConferencesModule, ScheduleModule, SitesModule],
  controllers: [MaterialsController],
  providers: [
    MaterialCopyService,
    MaterialsNews,
    DownloadTally,
    MaterialContent,
    MaterialFiles,
    MaterialRelease,
    MaterialRepository,
    MaterialsService,
    ownedThings({ materials: { table: 'material', missing: 'material.not-found' } }),
  ],
  exports: [MaterialsService],
})
export class MaterialsModule {}
