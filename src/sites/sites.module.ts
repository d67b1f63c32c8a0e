import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { SiteCache } from './site-cache.js';
import { SitesController } from './sites.controller.js';
import { SitesService } from './sites.service.js';

/** Connection points, and the consoles paired with them. */
@Module({
  imports: [AccessModule, ConferencesModule],
  controllers: [SitesController],
  providers: [SiteCache, SitesService],
  exports: [SitesService],
})
export class SitesModule {}
