import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { IdentityModule } from '../identity/identity.module.js';
import { LiveModule } from '../live/live.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { DevicesService } from './pairing/devices.service.js';
import { PairingRepository } from './pairing/pairing.repository.js';
import { PairingController } from './pairing/pairing.controller.js';
import { PairingService } from './pairing/pairing.service.js';
import { InvitationRepository } from './invitations/invitation.repository.js';
import { InvitationsController } from './invitations/invitations.controller.js';
import { InvitationsService } from './invitations/invitations.service.js';
import { SiteCache } from './sites.cache.js';
import { SiteImportController } from './import/site-import.controller.js';
import { SiteImportService } from './import/site-import.service.js';
import { SitesController } from './sites.controller.js';
import { SitesService } from './sites.service.js';
import { UnitsController } from './units/units.controller.js';
import { SiteGrantsController } from './grants/site-grants.controller.js';
import { SiteGrantsService } from './grants/site-grants.service.js';
import { PartNews } from './part-news.service.js';
import { ReachService } from './reach.service.js';
import { SiteCopyService } from './site-copy.service.js';
import { UnitsService } from './units/units.service.js';

/** Connection points, and the consoles paired with them. */
@Module({
  imports: [IdentityModule, LiveModule, ConferencesModule],
  controllers: [
    SitesController,
    PairingController,
    InvitationsController,
    SiteImportController,
    UnitsController,
    SiteGrantsController,
  ],
  providers: [
    SiteCopyService,
    SiteCache,
    ReachService,
    PartNews,
    SiteGrantsService,
    SitesService,
    PairingRepository,
    PairingService,
    InvitationRepository,
    InvitationsService,
    DevicesService,
    SiteImportService,
    UnitsService,
    ownedThings({
      sites: { table: 'site', missing: 'site.not-found', site: 'id' },
      devices: { table: 'device', missing: 'device.not-found', site: 'siteId' },
      invitations: { table: 'invitation', missing: 'invitation.not-found', site: 'siteId' },
    }),
  ],
  exports: [DevicesService, InvitationsService, PartNews, ReachService, SiteCopyService, SitesService],
})
export class SitesModule {}
