import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { IdentityModule } from '../identity/identity.module.js';
import { BroadcastModule } from '../broadcast/broadcast.module.js';
import { ConferencesModule } from '../conferences/conferences.module.js';
import { TraineeModule } from '../trainee/trainee.module.js';
import { ParticipantsModule } from '../participants/participants.module.js';
import { SitesModule } from '../sites/sites.module.js';
import { PageComposer } from './page-composer.js';
import { PageFacts } from './page-facts.js';
import { mountPages } from './pages.routes.js';
import { WebFolder } from './web-folder.js';

@Module({
  imports: [
    IdentityModule,
    BroadcastModule,
    ConferencesModule,
    ParticipantsModule,
    SitesModule,
    TraineeModule,
  ],
  providers: [WebFolder, PageFacts, PageComposer],
})
export class PagesModule implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly web: WebFolder,
    private readonly composer: PageComposer,
  ) {}

  onModuleInit(): void {
    mountPages(this.http.httpAdapter.getInstance<FastifyInstance>(), this.web, this.composer);
  }
}
