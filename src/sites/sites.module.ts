import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { DevicesService } from './devices.service.js';
import { PairingStore } from './pairing-store.js';
import { PairingController } from './pairing.controller.js';
import { PairingService } from './pairing.service.js';
import { SiteCache } from './site-cache.js';
import { SiteImportController } from './site-import.controller.js';
import { SiteImportService } from './site-import.service.js';
import { SitesController } from './sites.controller.js';
import { SitesService } from './sites.service.js';
import { UnitsController } from './units.controller.js';
import { UnitsService } from './units.service.js';

/** Connection points, and the consoles paired with them. */
@Module({
  imports: [AccessModule, ConferencesModule],
  controllers: [SitesController, PairingController, SiteImportController, UnitsController],
  providers: [
    SiteCache,
    SitesService,
    PairingStore,
    PairingService,
    DevicesService,
    SiteImportService,
    UnitsService,
  ],
  exports: [SitesService],
})
export class SitesModule {}
