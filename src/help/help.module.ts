import { Module } from '@nestjs/common';
import { ownedThings } from '../identity/guard/conference-of.service.js';
import { LiveModule } from '../live/live.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { HelpNews } from './help.news.js';
import { HelpGateway } from './help.gateway.js';
import { HelpRepository } from './help.repository.js';
import { HelpController } from './help.controller.js';
import { HelpService } from './help.service.js';
import { OpenCalls } from './open-calls.js';

/** The call for help: from a site to the control room, and its answer. */
@Module({
  imports: [LiveModule, ConferencesModule, SitesModule],
  controllers: [HelpController],
  providers: [
    HelpNews,
    HelpGateway,
    HelpService,
    HelpRepository,
    OpenCalls,
    ownedThings({ help: { table: 'help_call', missing: 'help.not-found', site: 'siteId' } }),
  ],
  exports: [HelpService],
})
export class HelpModule {}
