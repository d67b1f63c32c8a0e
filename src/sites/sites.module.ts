import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { DevicesService } from './devices.service.js';
import { PairingController } from './pairing.controller.js';
import { PairingService } from './pairing.service.js';
import { SiteCache } from './site-cache.js';
import { SiteImportController } from './site-import.controller.js';
import { SiteImportService } from './site-import.service.js';
import { SitesController } from './sites.controller.js';
import { SitesService } from './sites.service.js';

/** Connection points, and the consoles paired with them. */
@Module({
  imports: [AccessModule, ConferencesModule],
  controllers: [SitesController, PairingController, SiteImportController],
  providers: [SiteCache, SitesService, PairingService, DevicesService, SiteImportService],
  exports: [SitesService],
})
export class SitesModule {}
