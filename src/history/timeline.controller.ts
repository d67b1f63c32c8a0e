import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { TimelineEvent } from '../contract/timeline.js';
import type { Page } from '../contract/wire.js';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { TimelineQueryDto } from './history.dto.js';
import { TimelineService } from './timeline.service.js';

@Controller()
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  /**
   * Lists what happened when, oldest first. Sessions as they really ran, confirmations, calls, incidents,
   * announcements, the speak queue; with `siteId` what is about that site, its presence and signals too.
   */
  @Get(ROUTES.timeline)
  @Allow('steward')
  @Parts('watcher')
  list(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: TimelineQueryDto,
  ): Promise<Page<TimelineEvent>> {
    return this.timeline.list(actor, id, query);
  }
}
