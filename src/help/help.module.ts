import { Module } from '@nestjs/common';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { HelpStore } from './help-store.js';
import { HelpController } from './help.controller.js';
import { HelpService } from './help.service.js';
import { OpenCalls } from './open-calls.js';

/** The call for help: from a site to the control room, and its answer. */
@Module({
  imports: [ConferencesModule, SitesModule],
  controllers: [HelpController],
  providers: [HelpService, HelpStore, OpenCalls],
  exports: [HelpService],
})
export class HelpModule {}
