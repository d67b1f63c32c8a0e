import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { IdentityModule } from '../identity/identity.module.js';
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
import { SiteCopyService } from './site-copy.service.js';
import { UnitsService } from './units/units.service.js';

/** Connection points, and the consoles paired with them. */
@Module({
  imports: [IdentityModule, ConferencesModule],
  controllers: [
    SitesController,
    PairingController,
    InvitationsController,
    SiteImportController,
    UnitsController,
  ],
  providers: [
    SiteCopyService,
    SiteCache,
    SitesService,
    PairingRepository,
    PairingService,
    InvitationRepository,
    InvitationsService,
    DevicesService,
    SiteImportService,
    UnitsService,
    ownedThings({
      sites: { table: 'site', missing: 'site.not-found' },
      devices: { table: 'device', missing: 'device.not-found' },
      invitations: { table: 'invitation', missing: 'invitation.not-found' },
    }),
  ],
  exports: [DevicesService, InvitationsService, SiteCopyService, SitesService],
})
export class SitesModule {}
