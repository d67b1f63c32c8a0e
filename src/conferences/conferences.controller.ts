import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import { Everywhere } from '../identity/guard/needs.decorator.js';
import type { Principal } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';
import { ROUTES } from '../contract/routes.js';
import type { Page } from '../contract/wire.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { ConferenceCreateDto, ConferencePatchDto } from './conferences.dto.js';
import { ConferencesService } from './conferences.service.js';
import { GuardedByVersion, Versioned } from '../platform/http/versioned.decorator.js';
import { IfMatch } from '../platform/http/if-match.js';

@Controller()
export class ConferencesController {
  constructor(private readonly conferences: ConferencesService) {}

  /** Lists the conferences that one may see. */
  @Get(ROUTES.conferences)
  @Allow('anyone')
  list(@Actor() actor: Principal | undefined, @Query() page: PageQueryDto): Promise<Page<Conference>> {
    return this.conferences.list(actor, page);
  }

  /** Makes a conference, as a draft. */
  @Post(ROUTES.conferences)
  @Traces('conference.made')
  @Allow('organizer')
  @Everywhere()
  create(@Body() body: ConferenceCreateDto): Promise<Conference> {
    return this.conferences.create(body);
  }

  /** Reads a conference, by its id or its slug. */
  @Get(ROUTES.conference)
  @Versioned()
  @ApiParam({ name: 'id', type: String, description: 'Its id, or its slug' })
  @Allow('anyone')
  @Parts('watcher')
  get(@Actor() actor: Principal | undefined, @Param('id') id: string): Promise<Conference> {
    return this.conferences.shown(actor, id);
  }

  /** Changes a conference, its status too. */
  @Patch(ROUTES.conference)
  @Traces('conference.changed')
  @GuardedByVersion()
  @Allow('organizer')
  @Parts('closed')
  change(
    @Param('id') id: string,
    @Body() body: ConferencePatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<Conference> {
    return this.conferences.change(id, body, ifMatch);
  }
}
