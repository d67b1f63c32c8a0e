import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { Actor } from '../identity/guard/actor.decorator.js';
import { Allow } from '../identity/guard/allow.decorator.js';
import { Traces } from '../identity/guard/traces.decorator.js';
import { Parts } from '../identity/guard/parts.decorator.js';
import type { Principal } from '../contract/auth.js';
import { ROUTES } from '../contract/routes.js';
import type { Site } from '../contract/site.js';
import type { Page } from '../contract/wire.js';
import { SiteCreateDto, SitePatchDto, SiteQueryDto } from './sites.dto.js';
import { SitesService } from './sites.service.js';
import { GuardedByVersion, Versioned } from '../platform/http/versioned.decorator.js';
import { IfMatch } from '../platform/http/if-match.js';

@Controller()
export class SitesController {
  constructor(private readonly sites: SitesService) {}

  /** Lists the sites of a conference, in order of code. A console and a trainee see their own. */
  @Get(ROUTES.sites)
  @Allow('steward', 'coordinator', 'trainee')
  @Parts('watcher')
  list(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Query() query: SiteQueryDto,
  ): Promise<Page<Site>> {
    return this.sites.list(actor, id, query);
  }

  /** Adds a site, or a group of sites. */
  @Post(ROUTES.sites)
  @Traces('site.made')
  @Allow('organizer')
  @Parts('manager')
  create(@Actor() actor: Principal, @Param('id') id: string, @Body() body: SiteCreateDto): Promise<Site> {
    return this.sites.create(actor, id, body);
  }

  /** Reads a site. */
  @Get(ROUTES.site)
  @Versioned()
  @Allow('steward', 'coordinator', 'trainee')
  @Parts('watcher')
  one(@Actor() actor: Principal, @Param('id') id: string): Promise<Site> {
    return this.sites.visible(actor, id);
  }

  /** Changes a site. */
  @Patch(ROUTES.site)
  @Traces('site.changed')
  @GuardedByVersion()
  @Allow('organizer')
  @Parts('manager')
  change(
    @Actor() actor: Principal,
    @Param('id') id: string,
    @Body() body: SitePatchDto,
    @IfMatch() ifMatch: string | null,
  ): Promise<Site> {
    return this.sites.change(actor, id, body, ifMatch);
  }

  /** Removes a site. Refused while people, devices, attendance or other sites hang on it. */
  @Delete(ROUTES.site)
  @Traces('site.removed')
  @HttpCode(204)
  @Allow('organizer')
  @Parts('manager')
  remove(@Actor() actor: Principal, @Param('id') id: string): Promise<void> {
    return this.sites.remove(actor, id);
  }
}
